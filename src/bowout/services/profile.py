"""Who writes: kept once, used by every letter."""

from collections.abc import Mapping

from sqlalchemy import select

from bowout.domain.errors import UsageError
from bowout.domain.people import is_address
from bowout.domain.results import ProfileView
from bowout.services.languages import check_language, check_tone
from bowout.storage import views
from bowout.storage.models import Profile
from bowout.storage.reading import Reader
from bowout.storage.work import Work
from bowout.zones import zone_named


def read_profile(reader: Reader) -> ProfileView:
    """The profile; empty before anything was set."""
    return views.profile(reader)


def set_profile(work: Work, values: Mapping[str, str]) -> None:
    """Set fields of the profile; an empty text clears one.

    Raises:
        UsageError: a value that is no address, no time zone, no known language.
    """
    profile = work.session.scalars(select(Profile)).first()
    if profile is None:
        profile = Profile()
        work.session.add(profile)
    for name, value in values.items():
        setattr(profile, name, _checked(name, " ".join(value.split())) or None)
    work.operation.summary = f"profile: {', '.join(values)}"


def _checked(name: str, value: str) -> str:
    if not value:
        return value
    if name == "email" and not is_address(value):
        raise UsageError(f"“{value}” is not a mail address.", "Write one such as dana@example.org.")
    if name == "time_zone":
        return str(zone_named(value))
    if name == "language":
        return check_language(value)
    if name == "tone":
        return check_tone(value)
    return value
