"""Tests of how someone is reached."""
