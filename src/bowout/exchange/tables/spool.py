"""Rows of a table, written once to a private temporary file and read as often as needed: memory stays bounded."""

import marshal
import tempfile
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class RawRow(NamedTuple):
    """A row as it stands in the file; `problem` says why it cannot be read, None where it can."""

    line: int
    cells: tuple[str, ...]
    problem: str | None = None


_BATCH = 500
_BATCH_CHARACTERS = 2_000_000


class Spool:
    """A row after the other; the file has no name, and is gone when this is."""

    def __init__(self, rows: Iterable[RawRow]) -> None:
        self._count = 0
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 # it lives as long as this object
        try:
            self._write(rows)
        except BaseException:
            self._file.close()
            raise

    def __iter__(self) -> Iterator[RawRow]:
        position = 0
        while True:
            self._file.seek(position)
            size = int.from_bytes(self._file.read(8), "big")
            if not size:
                return
            # Only what this object wrote itself is read back.
            batch = marshal.loads(self._file.read(size))  # noqa: S302
            position += 8 + size
            yield from map(RawRow._make, batch)

    def __len__(self) -> int:
        return self._count

    def __del__(self) -> None:
        self._file.close()

    def _write(self, rows: Iterable[RawRow]) -> None:
        batch: list[tuple[int, tuple[str, ...], str | None]] = []
        characters = 0
        for row in rows:
            batch.append((row.line, row.cells, row.problem))
            characters += sum(map(len, row.cells))
            if len(batch) >= _BATCH or characters > _BATCH_CHARACTERS:
                self._flush(batch)
                batch, characters = [], 0
        self._flush(batch)
        self._file.write(bytes(8))
        self._file.flush()

    def _flush(self, batch: list[tuple[int, tuple[str, ...], str | None]]) -> None:
        self._count += len(batch)
        if batch:
            data = marshal.dumps(batch)
            self._file.write(len(data).to_bytes(8, "big") + data)
