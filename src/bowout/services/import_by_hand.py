"""Which records that were entered by hand, or came otherwise, a file's rows meet: by nothing but their names."""

from collections.abc import Sequence

from bowout.domain.names import fold
from bowout.services.import_rows import Known
from bowout.storage import import_queries, queries
from bowout.storage.work import Work


class ByHand:
    """Finds them, each for one row of the import."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._claimed: set[int] = set()

    def meet(self, rows: Sequence[Known], *, own: bool) -> dict[str, int]:
        """The records, by the fingerprint of the rows that meet them; those of our own exports by their number."""
        unnamed = [row for row in rows if own or not row.is_named]
        keys = sorted({fold(row.company) for row in unnamed})
        query, named = queries.with_texts(import_queries.AT_COMPANIES, keys)
        free: dict[tuple[str, str], list[int]] = {}
        numbers: dict[int, tuple[str, str]] = {}
        for found in self._work.reader.rows(query, named) if keys else ():
            names = (found["key"], fold(found["position"]))
            numbers[found["id"]] = names
            if found["kept"] is None and found["id"] not in self._claimed:
                free.setdefault(names, []).append(found["id"])
        claimed = {}
        for row in unnamed:
            names = (fold(row.company), fold(row.position))
            number = int(row.row.external_id or 0) if own and (row.row.external_id or "").isdecimal() else 0
            if numbers.get(number) != names or number in self._claimed:
                waiting = free.get(names, []) if not row.is_named or own else []
                number = next((each for each in waiting if each not in self._claimed), 0)
            if number:
                self._claimed.add(number)
                claimed[row.fingerprint] = number
        return claimed
