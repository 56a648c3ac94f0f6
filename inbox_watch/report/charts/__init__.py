"""Numbers in, pictures out: SVG without script, colours from the style sheet, a title for who cannot see."""
