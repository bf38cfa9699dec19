"""Cells of spreadsheets: text that a spreadsheet would take for a formula is guarded."""

import re

# The wide forms too: some spreadsheets of East Asia run them.
_STARTS = "=+-@\t\r\n＝＋－＠"
_LIKE_A_FORMULA = re.compile(f"'*[{re.escape(_STARTS)}]")
_LOOKED_AT = frozenset(_STARTS + "'")


def guard(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula (OWASP, CSV injection).

    Text that looks guarded already gets one more, so that taking one off what looks guarded always gives back the text.
    """
    return f"'{text}" if text and text[0] in _LOOKED_AT and _LIKE_A_FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Take off the apostrophe that `guard` put before a text."""
    return text[1:] if text.startswith("'") and _LIKE_A_FORMULA.match(text) else text
