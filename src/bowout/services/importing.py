"""Brings the rows of foreign tables into the database: new ones in masses, known ones as what they changed."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple

from bowout.domain.imports import ColumnView, DoubtView, ImportReport, SkippedLine, UpdatedView
from bowout.exchange.reading import read_table
from bowout.exchange.records import ImportedRow, Reading, ReadingOptions, SkippedRow
from bowout.exchange.whole import WholeFile, WholeRow
from bowout.services.events import load_application
from bowout.services.import_by_hand import ByHand
from bowout.services.import_merging import Merging
from bowout.services.import_people import Companies, add_contacts
from bowout.services.import_rows import Draft, Known, key_of, known, unguarded
from bowout.services.import_whole import Identity, WholeImport
from bowout.storage import import_queries, queries
from bowout.storage.bulk import Bulk
from bowout.storage.models import Imported
from bowout.storage.search_triggers import in_bulk
from bowout.storage.work import Work

_BATCH = 2000
OURS = "bowout"
_GUARDED = ("csv", "tsv", "xlsx", "md")


class Hooks(NamedTuple):
    """What happens meanwhile: how far it is, what is skipped, and what precedes the first change."""

    progress: Callable[[int, int], None] = lambda _done, _total: None
    skipped: Callable[[SkippedRow], None] = lambda _row: None
    before_change: Callable[[], None] = lambda: None


class _Met(NamedTuple):
    """A row whose record is known; `said` None: by its names alone."""

    new: Known
    application: int
    kept: int | None
    said: str | None


def import_tables(work: Work, readings: Sequence[Reading | WholeFile], hooks: Hooks) -> ImportReport:
    """Import tables and full exports, the one after the other, in this one operation."""
    importing = _Importing(work, hooks, sum(reading.total for reading in readings))
    with in_bulk(work.session.connection()) as changed:
        for reading in readings:
            if isinstance(reading, WholeFile):
                importing.take_whole(reading, changed)
            else:
                importing.take(reading, changed)
    return importing.report(readings)


def _recognised(reading: Reading | WholeFile) -> str | None:
    return OURS if isinstance(reading, WholeFile) else reading.recognised


class _Importing:
    def __init__(self, work: Work, hooks: Hooks, total: int) -> None:
        self._work, self._hooks, self._total = work, hooks, total
        self._bulk = Bulk(work.session)
        self._draft = Draft(self._bulk, work.now, work.at, work.stamp())
        self._by_hand = ByHand(work)
        self._read = self._imported = self._merged = self._unchanged = 0
        self._skipped: list[SkippedLine] = []
        self._doubts: list[DoubtView] = []
        self._updated: list[UpdatedView] = []
        self._statuses: Counter[str] = Counter()
        self._is_changing = False

    def take(self, reading: Reading, changed: set[int]) -> None:
        self._doubts += [DoubtView(*doubt) for doubt in reading.doubts]
        ordinals: Counter[bytes] = Counter()
        rows = iter(reading.rows)
        while batch := list(islice(rows, _BATCH)):
            own = reading.recognised == OURS
            guarded = own and reading.format in _GUARDED
            found = list(self._known(batch, ordinals, guarded=guarded))
            fresh, met = self._sort(found, own=own)
            self._add(fresh)
            for each in met:
                self._meet(each, changed)
            self._work.session.flush()
            # What was merged is written: kept, it would fill the memory.
            self._work.session.expunge_all()
            self._hooks.progress(self._read, self._total)

    def take_whole(self, file: WholeFile, changed: set[int]) -> None:
        """Write what is not on record row by row; what is, is read as any table of ours."""
        whole, met = WholeImport(self._work, self._bulk), Counter[Identity]()
        with tempfile.TemporaryFile() as known:
            rows = iter(file.read())
            while batch := list(islice(rows, _BATCH)):
                fresh, others = whole.sort(list(self._readable(batch)), met)
                self._write_whole(whole, fresh)
                known.writelines(f"{row.bare}\n".encode() for row in others)
                self._hooks.progress(self._read, self._total)
            self._doubts += [DoubtView(None, None, None, why) for why in whole.finish()]
            if known.tell():
                known.seek(0)
                options = ReadingOptions("jsonl", zone=self._work.now.tzinfo or UTC)
                self.take(read_table(known, options, self._work.now.date()), changed)

    def _readable(self, batch: Sequence[WholeRow | SkippedRow]) -> Iterator[WholeRow]:
        for each in batch:
            if isinstance(each, WholeRow):
                yield each
            else:
                self._skip(each)

    def _write_whole(self, whole: WholeImport, fresh: Sequence[WholeRow]) -> None:
        for row in fresh:
            self._begin()
            if problem := whole.problem(row):
                self._skip(SkippedRow(row.line, problem, (row.bare,)))
                continue
            whole.add(row)
            self._read += 1
            self._imported += 1
            self._statuses[str(row.application["status"])] += 1
        self._bulk.write()

    def _skip(self, row: SkippedRow) -> None:
        self._read += 1
        self._skipped.append(SkippedLine(row.line, row.why))
        self._hooks.skipped(row)

    def report(self, readings: Sequence[Reading | WholeFile]) -> ImportReport:
        return ImportReport(
            read=self._read,
            imported=self._imported,
            merged=self._merged,
            skipped=len(self._skipped),
            unchanged=self._unchanged,
            rows_skipped=tuple(self._skipped),
            doubts=tuple(self._doubts),
            updated=tuple(self._updated),
            statuses=dict(sorted(self._statuses.items())),
            mapping=tuple(
                ColumnView(use.heading, use.number, use.field, use.how)
                for reading in readings
                if isinstance(reading, Reading)
                for use in reading.mapping
            ),
            recognised=next((found for reading in readings if (found := _recognised(reading))), None),
        )

    def _known(
        self, batch: Sequence[ImportedRow | SkippedRow], ordinals: Counter[bytes], *, guarded: bool
    ) -> Iterator[Known]:
        for each in batch:
            if isinstance(each, SkippedRow):
                self._skip(each)
                continue
            row = unguarded(each) if guarded else each
            self._read += row.of_rows
            # Rows that were joined to one record meet in it.
            self._merged += row.of_rows - 1
            self._doubts += [DoubtView(*doubt) for doubt in row.doubts]
            key = key_of(row)
            short = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=12).digest()
            yield known(row, key, ordinals[short])
            ordinals[short] += 1

    def _sort(self, rows: Sequence[Known], *, own: bool) -> tuple[list[Known], list[_Met]]:
        """Part the new rows from those whose record is known."""
        query, named = queries.with_texts(import_queries.KEPT, [row.fingerprint for row in rows])
        kept = {row["fingerprint"]: row for row in self._work.reader.rows(query, named)}
        by_hand = self._by_hand.meet([row for row in rows if row.fingerprint not in kept], own=own)
        fresh, met = [], []
        for row in rows:
            if found := kept.get(row.fingerprint):
                met.append(_Met(row, found["application_id"], found["id"], found["said"]))
            elif (number := by_hand.get(row.fingerprint)) is not None:
                # What is no field of its own there (a step, its people) is on record already, whence it came.
                bare = row._replace(row=row.row._replace(notes=(), contacts=())) if own else row
                met.append(_Met(bare, number, None, None))
            else:
                fresh.append(row)
        return fresh, met

    def _add(self, fresh: Sequence[Known]) -> None:
        if not fresh:
            return
        self._begin()
        companies = Companies(self._work, self._bulk, [row.company for row in fresh])
        added = []
        for row in fresh:
            company, name = companies.named(row.company)
            added.append((self._draft.add(row, company, name), company, row.row.contacts))
            self._statuses[row.row.status] += 1
        add_contacts(self._work, self._bulk, added)
        self._bulk.write()
        self._imported += len(fresh)

    def _meet(self, met: _Met, changed: set[int]) -> None:
        self._merged += 1
        if met.said == met.new.said:
            self._unchanged += 1
            return
        application = load_application(self._work, met.application)
        merging = Merging(self._work, application, met.new.row, met.said)
        merging.merge()
        row = met.new.row
        self._doubts += [DoubtView(row.line, None, row.status, why) for why in merging.doubts]
        if not merging.changed and met.kept is None:
            self._unchanged += 1
            return
        self._begin()
        changed.add(met.application)
        if met.kept is None:
            kept = Imported(
                application_id=met.application, fingerprint=met.new.fingerprint, said=met.new.said
            )
            self._work.session.add(kept)
        else:
            self._work.session.get_one(Imported, met.kept).said = met.new.said
        if not merging.changed:
            self._unchanged += 1
            return
        names = tuple(dict.fromkeys(merging.changed))
        self._updated.append(UpdatedView(row.line, met.application, met.new.company, met.new.position, names))

    def _begin(self) -> None:
        """Before anything is written."""
        if not self._is_changing:
            self._is_changing = True
            self._hooks.before_change()
