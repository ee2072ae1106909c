"""Tests of looking along."""
