"""Deelgenoot: the shared table of parents, pupil, school and care professionals."""
