"""Stories: what people do, in a real browser."""
