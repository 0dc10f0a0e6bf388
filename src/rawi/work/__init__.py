"""Many workers with one order: collecting and reading pages as jobs in PostgreSQL."""
