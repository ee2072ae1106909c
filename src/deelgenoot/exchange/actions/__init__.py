"""Deeds with a school's file: looking what it changes, bringing it in, taking it back."""
