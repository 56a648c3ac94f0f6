"""The steps, oldest first; a page that was released is never changed."""
