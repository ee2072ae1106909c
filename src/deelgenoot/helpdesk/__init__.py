"""Helping someone for whom it does not work: looking along, with their yes and in their sight."""
