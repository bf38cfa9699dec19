"""The page of a search: what it shows as plain data, how its pictures are laid out, and how it is written."""
