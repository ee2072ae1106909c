"""Who sees which private thing anywhere: a token in every private field, read on every page."""
