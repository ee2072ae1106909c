"""Tests of post on paper."""
