"""One JSON codec for rows, for history, and for lists in a column.

Its modules are imported late: most lists have no tags, and need neither.
"""

from collections.abc import Mapping, Sequence

from bowout.domain.people import Person

_BYTES = "bytes"
Value = str | int | float | bool | bytes | None


def encode_row(row: Mapping[str, Value]) -> str:
    """Write a row as JSON; bytes become `{"bytes": base64}`."""
    import base64
    import json

    return json.dumps(
        {
            name: {_BYTES: base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value
            for name, value in row.items()
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def decode_row(text: str) -> dict[str, Value]:
    """Read what `encode_row` wrote."""
    import base64
    import json

    return {
        name: base64.b64decode(value[_BYTES]) if isinstance(value, dict) else value
        for name, value in json.loads(text).items()
    }


def encode_words(words: Sequence[str]) -> str:
    """Write a list of words for a column."""
    import json

    return json.dumps(list(words), ensure_ascii=False)


def decode_words(text: str) -> tuple[str, ...]:
    """Read a list of words from a column."""
    if text == "[]":
        return ()
    import json

    return tuple(str(word) for word in json.loads(text))


def encode_people(people: Sequence[Person]) -> str:
    """Write a list of persons for a column."""
    import json

    return json.dumps([{"name": person.name, "email": person.email} for person in people], ensure_ascii=False)


def decode_people(text: str) -> tuple[Person, ...]:
    """Read a list of persons from a column."""
    import json

    return tuple(Person(name=item["name"], email=item["email"]) for item in json.loads(text))
