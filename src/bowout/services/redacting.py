"""Takes out of what is exported whatever a person typed: the course of a search, without whose it is.

A company is `Company 7` and a position `Position 12`, by their numbers on record, so that two exports
of one database agree. Dates, statuses, kinds of stages and categories stay.
"""

from collections.abc import Iterable, Iterator

from bowout.domain.results import ApplicationView, ContactView, StageView
from bowout.storage.reading import Reader

_COMPANIES = "SELECT c.id, c.name FROM company c"


def redacted(reader: Reader, applications: Iterable[ApplicationView]) -> Iterator[ApplicationView]:
    """Give each application neutral names, and nothing in words."""
    numbers = {row["name"]: int(row["id"]) for row in reader.rows(_COMPANIES)}
    for view in applications:
        yield view._replace(
            company=f"Company {numbers[view.company]}",
            position=f"Position {view.id}" if view.position else "",
            agency=f"Company {numbers[view.agency]}" if view.agency else None,
            source=None,
            url=None,
            location=None,
            salary=None,
            tags=(),
            next_stage=view.next_stage and _stage(view.next_stage),
            withdrawal=view.withdrawal and view.withdrawal._replace(note=None),
        )


def _stage(stage: StageView) -> StageView:
    people = tuple(
        ContactView(f"Person {place}", None, None, person.role, None)
        for place, person in enumerate(stage.people, 1)
    )
    concerns = tuple(concern._replace(text=None) for concern in stage.concerns)
    return stage._replace(where=None, people=people, highlight=None, concerns=concerns, time_zone=None)
