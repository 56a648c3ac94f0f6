"""Mail that is made to break its reader, and proof that it does not."""
