"""Attacks: a quick pass in every run, a long search with ATTACK=1."""

import os


def times(few: int, *, long: int) -> int:
    """How often to try: few in a normal run, long in `make attack`."""
    return long if os.environ.get("ATTACK") else few
