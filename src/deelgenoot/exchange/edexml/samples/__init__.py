"""School files of the demo story, with made-up people only."""

from datetime import date
from pathlib import Path

SAMPLES = Path(__file__).parent
MADE_ON = date(2026, 10, 1)
"""The day these files are about: in later years they are still read as of that day."""
