"""Persons and their accounts, hats, languages, addresses and custody."""
