"""Keep track of a job search, and leave each process well."""

# Written here once: reading it from the package's metadata would cost every
# start more than the rest of `--version` together. pyproject.toml reads it.
__version__ = "0.1.0"
