"""Octets in, Message out; pure. Nothing here judges what a message means."""
