"""Looks whether all is well, and mends what the rest of the record says how to mend."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from bowout import settings
from bowout.config import Target, config_path
from bowout.domain.errors import BowoutError
from bowout.domain.findings import Finding, Report
from bowout.letters import sources
from bowout.storage.backup import keep_before
from bowout.storage.health import database, files, steps

_MOST = 20


def examine(target: Target, now: datetime) -> Report:
    """Look at everything, and change nothing.

    Raises:
        DatabaseUnusable: in use, out of reach, of another program, or newer than this one.
    """
    checked: dict[str, int] = {}
    found = [*_settings(), *_templates(), *database.check(target, now, checked)]
    return Report(str(target), tuple(_bounded(found)), checked)


def repair(target: Target, now: datetime) -> Report:
    """Mend what can be mended, after a backup; what is left is in the report.

    Raises:
        DatabaseUnusable: as `examine`, or something cannot be written.
        Refused: the backup cannot be written; nothing changed.
    """
    mended: list[str] = []
    backup: str | None = None
    found = examine(target, now)
    if target.path is not None:
        codes = _to_mend(found)
        if "permissions" in codes:
            mended += files.close_to_others(files.open_to_others(target.path))
        if "left_over" in codes:
            mended += files.take_away(files.left_over(target.path))
    if "upgrade" in _to_mend(found):
        from bowout.storage.upgrade import upgrade_database

        done = upgrade_database(target)
        mended.append(f"brought the database to revision {done.after}")
        backup = done.backup
        found = examine(target, now)
    if _to_mend(found) & database.INSIDE:
        if target.path is not None:
            backup = str(keep_before(target.path, "repair", verified=False))
        mended += database.mend(target, _to_mend(found))
    if "sending" in _to_mend(found):
        mended += _settle(target, now)
    return examine(target, now)._replace(mended=tuple(mended), backup=backup)


def _to_mend(report: Report) -> set[str]:
    return {found.code for found in report.findings if found.repairable}


def _settle(target: Target, now: datetime) -> list[str]:
    """Note of each sending that was cut off that nobody knows what became of it: a step, as any other."""
    from bowout.services.outbox import unanswered
    from bowout.storage.work import changing

    with changing(target, "doctor", now) as work:
        rows = steps.cut_off(work.reader, now)
        for row in rows:
            unanswered(work, row["id"], "cut off")
            work.operation.touched.add(row["application_id"])
        letters = ", ".join(str(row["message_id"]) for row in rows)
        work.operation.summary = f"note that it is not known what became of letter {letters}"
    return [f"noted that it is not known what became of letter {row['message_id']}" for row in rows]


def _bounded(found: Iterable[Finding]) -> Iterator[Finding]:
    """Of many findings of one kind the first; of the rest how many there are."""
    for _, alike in groupby(found, key=lambda each: (each.code, each.repairable)):
        several = list(alike)
        yield from several[:_MOST]
        if more := several[_MOST:]:
            yield more[0]._replace(message=f"And {len(more):,} more of this kind.")


def _settings() -> Iterator[Finding]:
    try:
        settings.load()
        unknown = settings.unknown_keys()
    except BowoutError as error:
        yield Finding("config", "error", error.message, error.hint)
        return
    for line, key in unknown:
        message = f"{config_path()}, line {line}: nothing reads “{key}”."
        yield Finding("config_unknown", "warning", message, "mend its name, or take it out")


def _templates() -> Iterator[Finding]:
    if not sources.own_folder().is_dir():
        return
    from bowout.services.wording_check import try_wordings

    for found in try_wordings().findings:
        if found.level == "error":
            place = f"{found.paths[0]}, line {found.line}" if found.line else found.paths[0]
            message = f"Your template {place}: {found.message}"
            yield Finding("template", "error", message, f"bowout templates edit {found.paths[0]}")
