"""Pages of codes on paper."""
