"""Reading contact: my class, the school over, what was told, and what works."""
