"""Tests of persons, accounts and hats."""
