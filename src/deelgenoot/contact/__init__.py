"""Contact between home and school, also when nothing is wrong."""
