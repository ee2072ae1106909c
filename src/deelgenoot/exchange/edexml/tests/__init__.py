"""Proves that a school can trust what is read from its file, and what is refused."""
