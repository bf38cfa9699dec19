"""The numbers of a search: each counted once, with its definition, and how many it is of."""
