"""Tests of reading lists of parents and carers."""
