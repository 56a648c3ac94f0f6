"""The store on a PostgreSQL server, for many clients; never loaded for a file (docs/decisions/0049)."""
