"""Results as the plain values that JSON knows: what `--json` and the exports write."""

from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType
from typing import TypeAlias, cast

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"

_SCALARS = frozenset({str, int, bool, float, NoneType})


def plain(value: object) -> JsonValue:
    """Turn a result into lists, dicts and scalars; named tuples and dataclasses field by field, in their order.

    A trailing underscore of a field's name is dropped (`from_` becomes `from`), and
    fields with the metadata `{"json": False}` are left out.

    Raises:
        TypeError: a value that JSON has no form for, or a key that is no text.
    """
    kind: type = type(value)
    if kind in _SCALARS:
        return cast("JsonValue", value)
    if isinstance(value, tuple | list) and not hasattr(kind, "_fields"):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, dict):
        return {_key(key): plain(item) for key, item in value.items()}
    # Scalars, nearly all there is, are taken as they are here: a call for each would double the time.
    return {
        key: item if type(item := getattr(value, name)) in _SCALARS else plain(item)
        for name, key in _shape(kind)
    }


@cache
def _shape(kind: type) -> tuple[tuple[str, str], ...]:
    named: tuple[str, ...] | None = getattr(kind, "_fields", None)
    if named is not None:
        return tuple((name, name.removesuffix("_")) for name in named)
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} has no JSON form")
    return tuple(
        (field.name, field.name.removesuffix("_"))
        for field in fields(kind)
        if field.metadata.get("json", True)
    )


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{key!r} cannot be a key in JSON")
    return str(key)
