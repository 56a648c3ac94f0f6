"""A fleet that really runs, on one machine: workers, queue and database are real, and its mailboxes are scripted."""
