"""What comes in from and goes out to the other systems of schools."""
