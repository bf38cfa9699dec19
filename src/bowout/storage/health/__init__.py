"""What `bowout doctor` looks at in a database and in the files around it, and how it is mended."""
