"""Deeds around a circle."""
