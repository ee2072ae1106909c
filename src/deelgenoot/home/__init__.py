"""The front door per person: what is asked of me today."""
