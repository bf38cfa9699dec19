"""One line of a TOML file changed or added, and every other one left as somebody wrote it.

A leaf. It knows the forms that settings have, not all of TOML: the caller reads the result
again, and takes it only if it says what it should.
"""

import json
import re

_VALUE = r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^#\n]*?"
_ANY_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


def with_line(text: str, key: str, value: str | int) -> str:
    """Put `key = value` where the key stands, else into its table, else above the first table."""
    first = _ANY_TABLE.search(text)
    top = first.start() if first else len(text)
    line = f"{key} = {_written(value)}"
    changed = _changed(text[:top], key, value)
    if changed is not None:
        return changed + text[top:]
    table, _, name = key.rpartition(".")
    header = (
        re.search(rf"^[ \t]*\[{re.escape(table)}\][^\n]*(?:\n|\Z)", text, re.MULTILINE) if table else None
    )
    if header is None:
        added = f"{text[:top].rstrip()}\n{line}\n".lstrip()
        return added + ("\n" if first else "") + text[top:]
    after = _ANY_TABLE.search(text, header.end())
    end = after.start() if after else len(text)
    body = text[header.end() : end]
    changed = _changed(body, name, value)
    if changed is None:
        changed = f"{body.rstrip()}\n{name} = {_written(value)}\n".lstrip() + ("\n" if after else "")
    return f"{text[: header.end()].rstrip()}\n{changed}{text[end:]}"


def line_of(text: str, key: str) -> int:
    """The line in which a key stands, in its table or by its whole name; the first where it is not seen."""
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        header = re.match(r"[ \t]*\[([^\[\]]+)\]", line)
        name = re.match(r"[ \t]*[\"']?([\w.-]+)", line)
        if header:
            table = f"{header[1].strip()}."
        elif name and f"{table}{name[1]}" == key:
            return number
    return 1


def _changed(part: str, key: str, value: str | int) -> str | None:
    line = rf"^([ \t]*{re.escape(key)}[ \t]*=[ \t]*)(?:{_VALUE})([ \t]*(?:#.*)?)$"
    changed, count = re.subn(
        line, lambda found: f"{found[1]}{_written(value)}{found[2]}", part, count=1, flags=re.MULTILINE
    )
    return changed if count else None


def _written(value: str | int) -> str:
    # What may stand in a setting is printable, and of that JSON and TOML write the same.
    return json.dumps(value, ensure_ascii=False)
