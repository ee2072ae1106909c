"""Deeds of contact: telling, answering, taking back, correcting."""
