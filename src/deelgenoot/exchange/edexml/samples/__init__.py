"""School files of the demo story, with made-up people only."""
