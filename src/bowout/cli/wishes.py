"""What a command was told of its letter, together with what the profile and the settings say."""

from typing import TYPE_CHECKING

from bowout.cli import leaving_prompts
from bowout.domain.people import Person
from bowout.domain.results import ProfileView
from bowout.settings import Settings

if TYPE_CHECKING:
    from bowout.services.letter_facts import Wishes


def wishes_of(
    profile: ProfileView,
    known: Settings,
    *,
    language: str | None,
    tone: str | None,
    form: str | None,
    said: str | None = None,
    highlight: str | None = None,
    keep_in_touch: bool | None = None,
    no_reason: bool = False,
    people: tuple[tuple[Person, ...], tuple[Person, ...]] = ((), ()),
) -> "Wishes":
    """Put together what is wanted of a letter; `people` are its readers, and who gets a copy.

    Raises:
        UsageError: no such language, tone or form.
    """
    from bowout.services.letter_facts import Wishes

    return Wishes(
        language=leaving_prompts.language(language, profile),
        noted_in=leaving_prompts.language(None, profile),
        tone=leaving_prompts.tone(tone, profile),
        form=leaving_prompts.form(form),
        said=said,
        highlight=highlight,
        keep_in_touch=keep_in_touch,
        no_reason=no_reason,
        to=people[0],
        cc=people[1],
        silent_days=known.silent_days,
    )
