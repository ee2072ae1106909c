"""The database: our own keeper of the PostgreSQL that comes with the house."""
