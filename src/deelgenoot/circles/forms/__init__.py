"""Forms of circles: what an administrator keeps, and who works at the school."""
