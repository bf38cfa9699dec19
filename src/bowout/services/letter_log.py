"""A letter that was written, kept on record as a draft."""

from collections.abc import Sequence

from bowout import __version__
from bowout.domain.details import LetterView
from bowout.domain.names import fold
from bowout.domain.people import Person
from bowout.services.events import record_event
from bowout.services.threading import answered_mail
from bowout.services.writing import Letter, kept_as
from bowout.storage import details, letter_queries, queries
from bowout.storage.codec import decode_people, encode_people, encode_words
from bowout.storage.models import Application, Message, MessageApplication
from bowout.storage.work import Work


def log_letter(work: Work, applications: Sequence[Application], letter: Letter) -> Message:
    """Keep a letter as drafted: it is the first application's, and tells of all.

    One that was edited by hand is of no template's version.
    """
    from bowout.mail.message import new_message_id

    facts = letter.facts
    first = applications[0].id
    answered = None if facts.beside else answered_mail(work.reader, first, facts.recipients)
    message = Message(
        application_id=first,
        direction="out",
        situation=kept_as(facts),
        template=facts.letter,
        template_version=None if letter.by_hand else __version__,
        language=facts.language,
        tone=facts.tone,
        sender=encode_people([Person(facts.sender.name, facts.sender.email)]),
        recipients=encode_people([person for person in facts.recipients if person.email]),
        cc=encode_people(letter.cc),
        subject=letter.draft.subject,
        body=letter.draft.body,
        advice=encode_words(letter.advice),
        message_id=new_message_id(facts.sender.email),
        in_reply_to=answered.message_id if answered else None,
        thread=encode_words(answered.references) if answered else None,
        state="drafted",
        created_at=work.at,
        stated=letter.stated,
        statement=letter.statement,
        form=facts.form,
        keep_in_touch=facts.keep_in_touch,
    )
    work.session.add(message)
    work.session.flush()
    _concern(work, message, [application.id for application in applications])
    for application in applications:
        record_event(work, application, "letter_drafted", at=work.at, to="drafted", text=message.subject)
    return message


def _concern(work: Work, message: Message, own: Sequence[int]) -> None:
    """Note which applications a letter is about, and which others it or its advice names."""
    text = f" {fold(f'{message.subject} {message.body} {message.advice}')} "
    emails = [person.email.lower() for person in decode_people(message.recipients) if person.email]
    query, named = queries.with_texts(letter_queries.NEIGHBOURS, emails)
    rows = (row for number in own for row in work.reader.rows(query, {"id": number, **named}))
    others = {row["id"] for row in rows if row["id"] not in own and fold(row["position"]) in text}
    for number in (*own, *sorted(others)):
        work.session.add(
            MessageApplication(message_id=message.id, application_id=number, named_only=number not in own)
        )
    work.session.flush()


def letter_view(work: Work, message: Message) -> LetterView:
    """The letter as it is shown."""
    view = details.letter(work.reader, message.id)[1]
    # What a dry run shows has no number: the next letter will have it.
    return view._replace(id=None, message_id=None) if work.dry else view
