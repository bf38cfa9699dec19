"""The letters of leaving that an application's people have from me, also where the record of it was taken back."""

from bowout.domain.follow_ups import FollowUp
from bowout.domain.situations import Situation
from bowout.services.departures import departure_of
from bowout.services.standing import Record
from bowout.storage import letter_queries
from bowout.storage.codec import decode_row
from bowout.storage.reading import Reader, Row


def leaving_sent(reader: Reader, number: int) -> list[Row]:
    """The sent letters of leaving, and those that took one back, in the order of sending.

    A joint letter belongs to each application that it left: `undo --record-only` takes the
    rows that say so, and then the history of the withdrawal still knows.
    """
    rows = {row["id"]: row for row in reader.rows(letter_queries.LETTERS_SENT, {"id": number})}
    for letter in _told_once(reader, number):
        rows |= {row["id"]: row for row in reader.rows(letter_queries.LETTER_SENT, {"id": letter})}
    others = set(FollowUp) - {FollowUp.TAKE_BACK}
    of_leaving = (row for row in rows.values() if row["situation"] not in others)
    return sorted(of_leaving, key=lambda row: (row["sent_at"], row["id"]))


def situation_left(reader: Reader, record: Record, letter: Row) -> Situation | None:
    """In which situation a letter left this application: a joint one bears that of its first alone."""
    if letter["application_id"] == record.view.id and letter["situation"] in set(Situation):
        return Situation(letter["situation"])
    departure = departure_of(reader, record, letter["id"])
    return (departure.record if departure else record).situation


def _told_once(reader: Reader, number: int) -> set[int]:
    """The letters that a withdrawal of this application was ever told by; numbers are not given twice."""
    # As `encode_row` writes it: the names in order.
    own = f'{{"application_id": {int(number)}, %'
    rows = (decode_row(row["after"]) for row in reader.rows(letter_queries.WITHDRAWALS_MADE, {"own": own}))
    return {letter for row in rows if isinstance(letter := row["message_id"], int)}
