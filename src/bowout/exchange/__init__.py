"""Import and export: plain data in, plain data out."""
