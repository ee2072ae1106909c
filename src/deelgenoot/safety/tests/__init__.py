"""Tests of the safety valve."""
