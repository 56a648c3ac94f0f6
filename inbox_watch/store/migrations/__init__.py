"""The history of the schema, one page a step, run by Alembic."""
