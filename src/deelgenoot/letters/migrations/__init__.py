"""Migrations of the letters slice."""
