"""What the house costs: pages and deeds beside a floor that does the same work by hand."""
