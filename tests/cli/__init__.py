"""The commands through their public door."""
