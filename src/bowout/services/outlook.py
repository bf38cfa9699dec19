"""What speaks for staying and for leaving, what else is open, and what leaving now would need."""

from datetime import datetime

from bowout.domain.details import ApplicationDetail
from bowout.domain.outlook import ForLeaving, ForStaying, LeavingNow, Outlook
from bowout.domain.people import Person
from bowout.domain.reasons import most_noted
from bowout.domain.results import ApplicationView, ProfileView
from bowout.domain.situations import Situation
from bowout.domain.statuses import OPEN, Status
from bowout.domain.ways import call_first, portal
from bowout.services.recipients import agency_written_to, recipients_of
from bowout.services.standing import Record, record_of
from bowout.services.threading import writers
from bowout.storage import queries, views
from bowout.storage.reading import Reader

SHOWN, COUNTED = 5, 1000


def outlook_of(
    reader: Reader, detail: ApplicationDetail, profile: ProfileView, now: datetime
) -> Outlook | None:
    """Look at an application as somebody who thinks of leaving; None: there is nothing to leave, or no more."""
    if detail.status not in (*OPEN, Status.ACCEPTED):
        return None
    record = record_of(detail.listed, detail.stages, detail.events, now)
    if record.situation is None:
        return None
    against = _against(detail)
    found, more = _alternatives(reader, detail.id, now)
    recipients = recipients_of(
        record.view, detail.contacts, booked=bool(record.booked()), wrote=writers(reader, detail.id)
    )
    leaving = _leaving(record, record.situation, detail, against, profile, recipients)
    return Outlook(_for(detail), against, found, more, leaving)


def _for(detail: ApplicationDetail) -> tuple[ForStaying, ...]:
    """The highlights; the application's own is the newest, which may be a stage's too."""
    noted = tuple(ForStaying(stage.highlight, stage.number) for stage in detail.stages if stage.highlight)
    own = detail.highlight
    return noted if own is None or own in {good.text for good in noted} else (*noted, ForStaying(own, None))


def _against(detail: ApplicationDetail) -> tuple[ForLeaving, ...]:
    staged = (ForLeaving(*concern, stage.number) for stage in detail.stages for concern in stage.concerns)
    return (*staged, *(ForLeaving(*concern, None) for concern in detail.concerns))


def _alternatives(reader: Reader, number: int, now: datetime) -> tuple[tuple[ApplicationView, ...], int]:
    """The others that are furthest, and how many more there are (at most COUNTED + 1)."""
    rows = reader.rows(queries.ALTERNATIVES, {"id": number, "limit": SHOWN})
    places = {row["id"]: place for place, row in enumerate(rows)}
    page = views.Page((queries.with_ids(queries.ID_IN, places),))
    found = sorted(views.applications(reader, page, now), key=lambda view: places[view.id]) if places else []
    if len(found) < SHOWN:
        return tuple(found), 0
    count = queries.COUNT_UP_TO.format(where=queries.where([queries.IS_ALTERNATIVE]))
    most = {"id": number, "most": SHOWN + COUNTED + 1}
    return tuple(found), int(reader.rows(count, most)[0]["count"]) - len(found)


def _leaving(
    record: Record,
    situation: Situation,
    detail: ApplicationDetail,
    against: tuple[ForLeaving, ...],
    profile: ProfileView,
    recipients: tuple[Person, ...],
) -> LeavingNow:
    reachable = any(person.email for person in recipients)
    reason = next(iter(most_noted([bad.reason for bad in against])), None)
    known = {"reason": reason, "address": reachable, "name": profile.name, "email": profile.email}
    return LeavingNow(
        situation=situation,
        to=tuple(map(str, recipients)),
        call=call_first(situation, imminent=record.is_expected_soon()),
        portal=portal(
            situation,
            applied=record.standing.applied,
            reachable=reachable,
            agency=agency_written_to(record.view, detail.contacts, recipients) is not None,
        ),
        answer_by=record.answer_by(),
        missing=tuple(what for what, there in known.items() if not there),
        command=f"bowout withdraw {detail.id} --reason {reason or 'REASON'}",
    )
