"""How large a table may be, and what is said where it is larger."""

from bowout.domain.errors import Refused

MAX_BYTES = 512 * 1024 * 1024
MAX_CELL = 1_000_000
MAX_COLUMNS = 1_000
MAX_DEPTH = 40
MAX_LINE = 16 * 1024 * 1024


def not_a_table(why: str, hint: str = "") -> Refused:
    """Refuse a file that cannot be read as what it is."""
    return Refused(why, hint or "Save it as CSV in UTF-8, and import that.", code="not_read")


def too_large(what: str, hint: str = "Leave out what is no application, or import it in parts.") -> Refused:
    """Refuse what is larger than any list of applications."""
    return Refused(what, hint, code="too_large")


def check_width(line: int, width: int) -> None:
    """Refuse a row with more columns than any table of a person has."""
    if width > MAX_COLUMNS:
        raise too_large(f"Row {line} has {width:,} columns; at most {MAX_COLUMNS:,} are read.")


def check_cell(line: int, length: int) -> None:
    """Refuse a cell that is longer than any text of a person."""
    if length > MAX_CELL:
        raise too_large(f"A cell in row {line} has {length:,} characters; at most {MAX_CELL:,} are read.")
