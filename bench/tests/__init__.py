"""Tests of the bench itself; none of them asserts a time."""
