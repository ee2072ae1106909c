"""Tests of codes on paper."""
