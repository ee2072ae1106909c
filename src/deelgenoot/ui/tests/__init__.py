"""Tests of the look and the words."""
