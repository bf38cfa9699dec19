"""Lines of iCalendar as they are written: a text as a value, a line as it goes out (RFC 5545, 3.1 and 3.3.11)."""

import re

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def escape(text: str) -> str:
    """Write a text as a value."""
    cleaned = CONTROLS.sub("", re.sub(r"\r\n?", "\n", text))
    return re.sub(r"([\\;,])", r"\\\1", cleaned).replace("\n", "\\n")


def fold(line: str) -> bytes:
    """Write a line as it goes out: at most 75 octets, continued after a blank, each of whole characters."""
    data = line.encode("utf-8", errors="replace")
    parts, at, room = [], 0, 75
    while len(data) - at > room:
        end = at + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(data[at:end])
        at, room = end, 74
    parts.append(data[at:])
    return b"\r\n ".join(parts) + b"\r\n"
