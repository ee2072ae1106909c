"""Proof that the database starts, stays, stops and comes back, whatever is broken on the way."""
