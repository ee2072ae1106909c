"""Deeds around codes on paper: one is made, a whole class is, someone shows who they are."""
