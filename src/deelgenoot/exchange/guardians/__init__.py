"""Reads the list of parents and carers that a school's administration makes: CSV or XLSX."""
