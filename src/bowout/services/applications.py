"""Log an application, and change its fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from bowout.domain.dates import Moment
from bowout.domain.errors import Refused, UsageError
from bowout.domain.names import core_name, fold
from bowout.domain.people import Person
from bowout.domain.stages import StageKind
from bowout.domain.statuses import OPEN, Status
from bowout.services.contacts import add_contact, companies_of, contacts_of
from bowout.services.delete import delete_unused_company
from bowout.services.events import apply_status, record_event, title
from bowout.services.notes import add_note
from bowout.services.stages import NewStage, add_stage
from bowout.storage import queries
from bowout.storage.codec import encode_words
from bowout.storage.models import Application, Company, column_values
from bowout.storage.reading import Row
from bowout.storage.work import Work

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class NewApplication:
    """What `add` was told. `applied` None: today, unless the status is saved."""

    company: str
    position: str
    status: Status = Status.APPLIED
    applied: Moment | None = None
    approached: bool = False
    contacts: tuple[Person, ...] = ()
    note: str | None = None
    tags: tuple[str, ...] = ()
    duplicate: bool = False
    fields: Mapping[str, str | bool | None] | None = None


def add_application(work: Work, new: NewApplication) -> Application:
    """Log an application, with its first event, contacts, note and, when they wrote first, the outreach.

    Raises:
        UsageError: company or position empty or unreasonably long.
        Refused: an open one with the same company and position is there already.
    """
    company = company_named(work, new.company)
    # A recruiter who writes first does not always say what for.
    position = "" if new.approached and not new.position.strip() else tidy_name("position", new.position)
    _refuse_duplicate(work, company, position, new.duplicate)
    # That one left again is told by the command that leaves.
    status = Status.APPLIED if new.status is Status.WITHDRAWN else new.status
    applied_on = _applied_on(work, status, new.applied)
    application = Application(
        company_id=company.id,
        position=position,
        search_key=fold(f"{company.name} {position}"),
        status=status,
        applied_on=applied_on and applied_on.isoformat(),
        internal=False,
        tags=encode_words(_tags(new.tags)),
        created_at=work.at,
        updated_at=work.at,
    )
    _set_fields(work, application, new.fields or {})
    at = _when_added(work, new, applied_on)
    apply_status(application, status, at)
    work.session.add(application)
    work.session.flush()
    record_event(work, application, "added", at=at, to=status)
    for person in new.contacts:
        add_contact(work, application, person)
    if new.note:
        add_note(work, application, new.note)
    if new.approached:
        add_stage(work, application, NewStage(StageKind.OUTREACH))
    if new.status is Status.WITHDRAWN:
        from bowout.services.leaving_by_move import leave

        leave(work, application)
    work.operation.summary = f"add {title(work, application)}"
    return application


def edit_application(
    work: Work,
    application: Application,
    *,
    company: str | None = None,
    position: str | None = None,
    applied: Moment | None = None,
    tags: tuple[str, ...] | None = None,
    fields: Mapping[str, str | bool | None] | None = None,
) -> None:
    """Change fields of an application; an empty text clears a field.

    Raises:
        UsageError: company or position empty or unreasonably long.
    """
    before = column_values(application)
    if company is not None:
        _move_company(work, application, company_named(work, company))
    if position is not None:
        application.position = tidy_name("position", position)
    if applied is not None and applied.day.isoformat() != application.applied_on:
        _correct_applied(work, application, applied.day.isoformat())
    if tags is not None:
        application.tags = encode_words(_tags(tags))
    _set_fields(work, application, fields or {})
    owner = work.session.get_one(Company, application.company_id)
    application.search_key = fold(f"{owner.name} {application.position}")
    if column_values(application) != before:
        work.touch(application)
    work.operation.summary = f"edit {title(work, application)}"


def earlier_at_company(work: Work, application: Application) -> list[Row]:
    """Earlier processes at the company, in whatever legal form: position, status, and why and when I left."""
    companies = _same_company(work, work.session.get_one(Company, application.company_id))
    query = queries.with_ids(queries.EARLIER_AT_COMPANY, companies)
    return list(work.reader.rows(query, {"id": application.id}))


def company_named(work: Work, name: str) -> Company:
    """Find a company by its name, however spelt in case and spacing, or make it."""
    tidy = tidy_name("company", name)
    found = work.session.scalars(select(Company).where(Company.key == fold(tidy))).first()
    if found is None:
        found = Company(name=tidy, key=fold(tidy))
        work.session.add(found)
        work.session.flush()
    return found


def _same_company(work: Work, company: Company) -> list[int]:
    """The companies that are this one but for the legal form of the name: `Acme`, `Acme Inc.`."""
    core = core_name(company.key)
    rows = work.reader.rows(queries.COMPANIES_HOLDING, {"core": queries.like(core)})
    return [row["id"] for row in rows if core_name(row["key"]) == core]


def _correct_applied(work: Work, application: Application, day: str) -> None:
    """Events are never edited: that the day was another is one of its own."""
    record_event(work, application, "applied_corrected", at=work.at, from_=application.applied_on, to=day)
    application.applied_on = day


def _move_company(work: Work, application: Application, company: Company) -> None:
    """Give an application another company; its people go along, and a company without any use goes.

    Whoever has to do with another application there stays.
    """
    before = work.session.get_one(Company, application.company_id)
    application.company_id = company.id
    for contact in contacts_of(work, application):
        if contact.company_id == before.id and before.id not in companies_of(work, contact):
            contact.company_id = company.id
    work.session.flush()
    delete_unused_company(work, before)


def _refuse_duplicate(work: Work, company: Company, position: str, wanted: bool) -> None:
    if wanted:
        return
    same = work.session.scalars(
        select(Application).where(
            Application.company_id.in_(_same_company(work, company)), Application.status.in_(OPEN)
        )
    )
    for other in same:
        if fold(other.position) == fold(position):
            raise Refused(
                f"{title(work, other)} is already open.",
                "If it is another one with the same name: --duplicate.",
                code="duplicate",
            )


def _applied_on(work: Work, status: Status, applied: Moment | None) -> date | None:
    if applied is not None:
        return applied.day
    return None if status is Status.SAVED else work.now.date()


def _when_added(work: Work, new: NewApplication, applied_on: date | None) -> str:
    if new.applied is not None and new.applied.at is not None:
        return new.applied.text
    backdated = applied_on is not None and applied_on != work.now.date()
    return str(applied_on) if backdated else work.at


def _set_fields(work: Work, application: Application, fields: Mapping[str, str | bool | None]) -> None:
    for name, value in fields.items():
        if value is None:
            continue
        if name == "agency":
            application.agency_id = company_named(work, str(value)).id if value else None
        else:
            setattr(application, name, value.strip() or None if isinstance(value, str) else value)


def tidy_name(what: str, text: str) -> str:
    """Fold the spaces of a company's or a position's name.

    Raises:
        UsageError: it is empty, or unreasonably long.
    """
    tidy = " ".join(text.split())
    if not tidy:
        raise UsageError(f"The {what} is empty.", "Write its name, in quotes where it has spaces.")
    if len(tidy) > LONGEST:
        raise UsageError(
            f"The {what} has {len(tidy)} characters.", f"Use at most {LONGEST}; put the rest in --note."
        )
    if "\x00" in tidy:
        raise UsageError(f"The {what} holds a NUL character.", "Write it as text.")
    return tidy


def _tags(tags: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
