"""The letters of leaving that an application's people have from me, also where the record of it was taken back."""

from collections.abc import Sequence

from bowout.domain.follow_ups import FollowUp
from bowout.domain.leavings import CheckView
from bowout.domain.situations import Situation
from bowout.services.departures import departure_of
from bowout.services.standing import Record
from bowout.storage import letter_queries
from bowout.storage.reading import Reader, Row


def leaving_sent(reader: Reader, number: int) -> list[Row]:
    """The sent letters of leaving, and those that took one back, in the order of sending.

    A joint letter belongs to each application that it left.
    """
    others = set(FollowUp) - {FollowUp.TAKE_BACK}
    rows = reader.rows(letter_queries.LETTERS_SENT, {"id": number})
    return [row for row in rows if row["situation"] not in others]


def has_left_by_letter(reader: Reader, number: int) -> bool:
    """Tell whether a letter of leaving was sent, and not taken back."""
    sent = leaving_sent(reader, number)
    return bool(sent) and sent[-1]["situation"] != FollowUp.TAKE_BACK


def check_first_letter(reader: Reader, numbers: Sequence[int]) -> tuple[CheckView, ...]:
    """Find fault with a letter of leaving to people who have one of mine, and none that took it back.

    Where the process went on since, by the record, they may know more than the record does.
    """
    found = []
    for number in numbers:
        if not has_left_by_letter(reader, number):
            continue
        letter = leaving_sent(reader, number)[-1]
        asked = {"id": number, "since": letter["sent_at"]}
        told = f"They have letter {letter['id']}, which says that you leave, and none that took it back: "
        if reader.rows(letter_queries.WENT_ON, asked):
            told += "see that this one says what has changed since."
            found.append(CheckView("second_letter", "warning", told))
        else:
            told += f"bowout withdraw {number} --no-letter records that you left, without a second one."
            found.append(CheckView("second_letter", "error", told))
    return tuple(found)


def situation_left(reader: Reader, record: Record, letter: Row) -> Situation | None:
    """In which situation a letter left this application: a joint one bears that of its first alone."""
    if letter["application_id"] == record.view.id and letter["situation"] in set(Situation):
        return Situation(letter["situation"])
    departure = departure_of(reader, record, letter["id"])
    return (departure.record if departure else record).situation
