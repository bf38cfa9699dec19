"""The database: tables, transactions, history, and every question asked of it."""
