"""Pages of contact: my class, keep a contact, read and answer, take back and correct."""
