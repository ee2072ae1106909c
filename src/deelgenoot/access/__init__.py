"""The three lines of access: the door, the policy and the database."""
