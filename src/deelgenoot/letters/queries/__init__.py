"""Reading what papers with a code need, and how far they are."""
