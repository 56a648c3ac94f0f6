"""The mail room: octets in, Message out."""
