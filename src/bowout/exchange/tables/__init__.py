"""Files of foreign tables as rows of text: each format in a file, none of them knowing what the cells mean."""
