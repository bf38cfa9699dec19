"""What leaving needs to know and nobody has said: asked for on a terminal, else refused with the way out."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from bowout.cli import prompts
from bowout.cli.context import Desk
from bowout.domain.errors import Refused, UsageError
from bowout.domain.people import is_address
from bowout.domain.reasons import REASONS, Reason, reason_named
from bowout.domain.results import ProfileView
from bowout.domain.stages import StageState
from bowout.domain.statuses import Status

if TYPE_CHECKING:
    from bowout.domain.results import ApplicationView, StageView


class Steps(NamedTuple):
    """Booked steps whose time has passed, by number: those that took place, and those that did not."""

    held: tuple[int, ...] = ()
    missed: tuple[int, ...] = ()


def check(desk: Desk, number: int, *, yes: bool, dry: bool) -> Steps:
    """Ask, before anything else, what only a person can say.

    Whether an acceptance is really to be taken back; and whether booked steps
    whose time has passed took place.

    Raises:
        Refused: it cannot be left any more; or it needs a yes, and nobody is there to give it.
    """
    from bowout.services.can_leave import check_can_leave
    from bowout.storage import views

    now = desk.now
    with desk.reading() as reader:
        view = check_can_leave(reader, number, now)
        stages = views.stages_of(reader, [number])[number]
    if view.status == Status.ACCEPTED and not (yes or dry):
        _confirm_rescinding(view)
    if dry or not prompts.can_ask():
        return Steps()
    asked = {stage.number: _took_place(desk, stage) for stage in stages if _is_open_and_past(desk, stage)}
    return Steps(
        held=tuple(number for number, held in asked.items() if held),
        missed=tuple(number for number, held in asked.items() if not held),
    )


def _confirm_rescinding(view: "ApplicationView") -> None:
    warning = f"You have accepted {view.company}'s offer; taking that back can break a contract."
    if not prompts.can_ask():
        raise Refused(warning, "Add --yes if that is what you want.", code="needs_yes")
    if not prompts.confirm(f"{warning} Take it back?"):
        raise Refused("Nothing was changed.", code="not_confirmed")


def _is_open_and_past(desk: Desk, stage: "StageView") -> bool:
    from bowout.storage.views import has_passed

    return stage.state == StageState.SCHEDULED and has_passed(stage.at, desk.now)


def _took_place(desk: Desk, stage: "StageView") -> bool:
    from bowout.cli.stage_output import stage_name
    from bowout.domain.dates import show

    return prompts.confirm(
        f"Did {stage_name(stage)} on {show(stage.at or '', desk.zone)} take place?", default=True
    )


def reason(desk: Desk, number: int | None) -> Reason:
    """Ask for the reason, the concerns noted along the way first; None: for several applications.

    Raises:
        UsageError: nobody to ask; names the reasons and the option.
    """
    if not prompts.can_ask():
        raise UsageError(
            "A reason is missing.",
            f"Add --reason with one of: {', '.join(REASONS)}; or --no-reason.",
            code="missing_reason",
        )
    noted = _noted(desk, number) if number is not None else {}
    slugs = [*noted, *(slug for slug in REASONS if slug not in noted)]
    lines = ["\n".join((f"{slug:<17} {REASONS[slug].definition}", *noted.get(slug, ()))) for slug in slugs]
    return REASONS[slugs[prompts.choose("Why do you leave?", lines, _place_of(slugs))]]


def _noted(desk: Desk, number: int) -> dict[str, list[str]]:
    from bowout.services.review import reasons_noted

    with desk.reading() as reader:
        return reasons_noted(reader, number)


def _place_of(slugs: list[str]) -> Callable[[str], int | None]:
    def place(word: str) -> int | None:
        try:
            return slugs.index(reason_named(word).slug)
        except UsageError as refusal:
            if refusal.code == "ambiguous":
                raise
            return None

    return place


def writer(desk: Desk, instead: str = "") -> ProfileView:
    """Make sure that there is a name and an address to write from; `instead` is what else can be done.

    Raises:
        UsageError: nobody to ask; names the command that sets them.
    """
    profile = desk.profile
    missing = [what for what, value in (("name", profile.name), ("email", profile.email)) if not value]
    if not missing:
        return profile
    if not prompts.can_ask():
        raise UsageError(
            f"A letter needs your {' and your '.join(missing).replace('email', 'mail address')}.",
            f'Set it once: bowout profile --name "Robin Ames" --email robin@example.org{instead}',
            code="missing_profile",
        )
    questions = {"name": "Your name, as letters end with it", "email": "The address you write from"}
    from bowout.services.profile import read_profile, set_profile

    answers = {what: prompts.ask(questions[what]) for what in missing}
    while "email" in answers and not is_address(answers["email"]):
        answers["email"] = prompts.ask("A mail address, such as robin@example.org")
    with desk.changing("profile") as work:
        set_profile(work, answers)
        desk.profile = read_profile(work.reader)
    return desk.profile


def language(option: str | None, profile: ProfileView) -> str:
    """Choose the language of a letter: the option, the profile, the locale's, British English."""
    if option:
        from bowout.services.languages import check_language

        return check_language(option)
    if profile.language:
        return profile.language
    from bowout.letters.languages import language_of_locale

    names = (os.environ.get(variable) for variable in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return language_of_locale(next((name for name in names if name), ""))


def highlight(
    text: str | None, profile: ProfileView, *, in_language: str | None = None, in_tone: str | None = None
) -> str:
    """Tell the sentence that a highlight becomes in the person's language; "" where none was given.

    Raises:
        UsageError: no letter could hold it; the hint says what one is.
    """
    from bowout.letters.highlight import highlight_sentence

    if text is None:
        return ""
    return highlight_sentence(text, language(in_language, profile), tone(in_tone, profile))


def tone(option: str | None, profile: ProfileView) -> str:
    """Choose the tone of a letter: the option, the profile, the usual one; UsageError lists them."""
    from bowout.letters.facts import NEUTRAL
    from bowout.services.languages import check_tone

    return check_tone(option) if option else profile.tone or NEUTRAL


def form(option: str | None) -> str:
    """Choose the form of a letter: the option, else an email; UsageError lists them."""
    from bowout.domain.choices import choose
    from bowout.letters.facts import EMAIL, FORMS

    return choose(option, dict.fromkeys(FORMS, ()), "format") if option else EMAIL
