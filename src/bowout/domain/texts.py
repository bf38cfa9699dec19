"""Bytes as text, whatever program wrote them."""

import codecs
import re

# What no text holds; a tab, a line's end and a page's end may be in one.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_text(data: bytes, charset: str | None = None) -> str | None:
    """Read bytes as text whose lines end in a line feed; None where they are none.

    In `charset` where that is known and fits, else in UTF-8, else as Windows wrote before it.
    """
    named = (charset,) if charset else ()
    for name in (*named, "utf-16" if data.startswith(WIDE) else "utf-8-sig", "cp1252", "latin-1"):
        try:
            text = data.decode(name)
        except (LookupError, ValueError):
            continue
        found = None if _CONTROLS.search(text) else re.sub(r"\r\n?", "\n", text)
        if found is not None or not named:
            return found
    return None
