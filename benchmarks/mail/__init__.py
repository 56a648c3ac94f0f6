"""Mailboxes as job seekers have them, made of our own corpus by dice that fall the same way each time."""
