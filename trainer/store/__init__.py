"""The database: tables, the unit of work, backups and migrations."""
