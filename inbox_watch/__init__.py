"""inbox_watch: which applications are silent, and which are due for their one follow-up."""
