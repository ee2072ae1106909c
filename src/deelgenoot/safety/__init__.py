"""The safety valve: away from the shared story, to someone who can help and to a closed note."""
