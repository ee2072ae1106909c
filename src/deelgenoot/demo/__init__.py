"""The demo story: a small school where everything can be tried."""
