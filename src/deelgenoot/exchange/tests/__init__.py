"""Tests of what comes in from the systems of schools."""
