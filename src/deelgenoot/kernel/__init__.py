"""What every slice stands on, without a database: who acts, and rules as sentences."""
