"""Pages of a circle and of who keeps its people."""
