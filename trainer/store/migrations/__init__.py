"""The history of the tables: one step a release, the same for SQLite and PostgreSQL."""
