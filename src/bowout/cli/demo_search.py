"""The larger search of `bowout demo --large`: 44 applications, 40 of them open, in all that a search can come to."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple


class Lead(NamedTuple):
    """An application: how many days ago it was added, what was typed, and what was typed later, by day.

    `@+3` stands for the working day three days from today, `@-3` for the one three days ago.
    """

    ago: int
    add: str
    later: tuple[tuple[int, str], ...] = ()


_PROFILE = 'profile --name "Robin Ames" --email robin@example.org --time-zone Europe/London --language en-GB'
_NORTHBRIDGE = '--agency Northbridge --contact "Ines Roth <ines@northbridge.example>"'
_HALDEN = '--contact "Mara Lind <mara@halden.example>"'
_DANA = '--contact "Dana Fox <dana@acme.example>"'

_MET = (
    Lead(
        40,
        'Globex "Platform Engineer" --contact "Ana Ruiz <ana@globex.example>"',
        (
            (30, 'stage add globex interview --at @-20T14:00 --with "Ben Cole"'),
            (19, 'stage done globex --highlight "how openly the team spoke about outages"'),
            (3, "stage add globex offer --due @+5"),
        ),
    ),
    Lead(
        38,
        f'Acme "Staff Engineer" {_DANA}',
        (
            (28, 'stage add "acme staff" interview --at @-18T10:00 --with "Sam Okoro"'),
            (17, 'stage done "acme staff" --highlight "the walk through your on-call practice"'),
            (2, 'stage add "acme staff" offer --due @+4'),
        ),
    ),
    Lead(12, f'Acme "Backend Engineer" {_DANA}'),
    Lead(
        35,
        'Brightwater "Site Reliability Engineer" --contact "Noa Stern <noa@brightwater.example>"',
        (
            (26, 'stage add brightwater interview --at @-15T15:00 --with "Lee Wong"'),
            (14, "stage done brightwater"),
            (4, "stage add brightwater references"),
        ),
    ),
    Lead(
        33,
        'Calder "Senior Engineer" --contact "Tom Reed <tom@calder.example>"',
        (
            (24, 'stage add calder interview --at @-12T11:00 --with "Priya Shah"'),
            (11, "stage done calder"),
            (4, 'stage add calder final --at @+3T14:00 --with "Jo Hale"'),
        ),
    ),
    Lead(
        25,
        'Dunmore "Backend Developer" --contact "Kim Pace <kim@dunmore.example>"',
        ((6, "stage add dunmore interview --at @+1T09:30 --minutes 45"),),
    ),
    Lead(
        22,
        'Eastgate "Data Engineer" --contact "Olu Ade <olu@eastgate.example>"',
        ((5, "stage add eastgate interview --invited"),),
    ),
    Lead(
        27,
        'Fernhill "Python Developer" --contact "Rae Moss <rae@fernhill.example>"',
        ((15, "stage add fernhill interview --at @-9T16:00"), (8, "stage done fernhill")),
    ),
)
_HEARD = (
    Lead(
        20,
        'Garrick "DevOps Engineer" --contact "Liv Berg <liv@garrick.example>"',
        ((7, "stage add garrick screening --at @+2T10:00 --minutes 30"),),
    ),
    Lead(
        21,
        'Harrow "Platform Developer" --contact "Ned Ives <ned@harrow.example>"',
        ((10, "stage add harrow screening --at @-6T10:00"), (5, "stage done harrow")),
    ),
    Lead(19, 'Inverness "Software Engineer"', ((6, "stage add inverness assessment --due @+6"),)),
    Lead(
        18,
        f'Jetsam "Infrastructure Engineer" {_NORTHBRIDGE}',
        ((9, "stage add jetsam screening --at @-7T13:00"), (6, "stage done jetsam")),
    ),
    Lead(16, f'Kestrel "Cloud Engineer" {_NORTHBRIDGE}'),
    # Long silent, but its recruiter is written to anyway.
    Lead(75, f'Northbridge "Release Engineer" {_NORTHBRIDGE}'),
    Lead(
        15,
        f'Halden "Security Engineer" {_HALDEN}',
        ((4, 'stage add "halden security" interview --at @+4T15:00'),),
    ),
    Lead(14, f'Halden "Network Engineer" {_HALDEN}'),
    Lead(10, 'Lakeside --approached --contact "Eva Brandt <eva@lakeside.example>"'),
    Lead(9, 'Millbrook "Tooling Engineer" --approached --contact "Ian Shaw <ian@millbrook.example>"'),
)
_WRITTEN_TO = tuple(
    Lead(
        ago,
        f'{company} "{position}" --contact "{name} <{name.split()[0].lower()}@{company.lower()}.example>"',
    )
    for ago, company, position, name in (
        (13, "Nettleton", "Backend Engineer", "Amy Dell"),
        (11, "Oakham", "Platform Engineer", "Cal Finn"),
        (8, "Penrose", "API Engineer", "Fay Gunn"),
        (6, "Quarry", "Systems Engineer", "Gus Holt"),
    )
)
_BY_PORTAL = tuple(
    Lead(ago, f'{company} "{position}" --source portal')
    for ago, company, position in (
        (13, "Redmayne", "Backend Engineer"),
        (10, "Saltash", "Python Engineer"),
        (7, "Tilbury", "Data Platform Engineer"),
        (5, "Ullswater", "Software Developer"),
        (2, "Vernon", "Senior Backend Engineer"),
    )
)
_SILENT = tuple(
    Lead(ago, f'{company} "{position}" --source LinkedIn')
    for ago, company, position in (
        (95, "Wexford", "Backend Engineer"),
        (90, "Yarrow", "Platform Engineer"),
        (84, "Zennor", "Python Developer"),
        (78, "Aldgate", "Data Engineer"),
        (70, "Bexley", "Cloud Engineer"),
        (66, "Corfe", "Software Engineer"),
        (61, "Denholm", "DevOps Engineer"),
        (55, "Exmoor", "Backend Developer"),
        (48, "Fairlie", "Site Reliability Engineer"),
    )
)
_SAVED = (
    Lead(6, 'Gatwick "Staff Engineer" --status saved'),
    Lead(4, 'Hexham "Engineering Manager" --status saved'),
    Lead(3, 'Ilkley "Principal Engineer" --status saved'),
    Lead(1, 'Jarrow "Backend Engineer" --status saved'),
)
_CLOSED = (
    Lead(60, 'Kirby "Backend Engineer"', ((44, "rejected kirby"),)),
    Lead(52, 'Leyburn "Platform Engineer"', ((41, "rejected leyburn"),)),
    Lead(80, 'Morley "Data Engineer"', ((34, "ghosted morley"),)),
    Lead(45, 'Norwood "Team Lead"', ((31, "withdraw norwood --reason location --no-letter"),)),
)
_OPEN = (*_MET, *_HEARD, *_WRITTEN_TO, *_BY_PORTAL, *_SILENT, *_SAVED)
OPEN, TOTAL = len(_OPEN), len(_OPEN) + len(_CLOSED)


def typed(today: date) -> Iterator[tuple[datetime, str]]:
    """What was typed, in order of time; times are local, without a zone."""
    leads = (*_OPEN, *_CLOSED)
    entries = [(lead.ago, f"add {lead.add}") for lead in leads]
    entries += [later for lead in leads for later in lead.later]
    entries.sort(key=lambda entry: -entry[0])
    yield datetime.combine(today - timedelta(days=entries[0][0]), time(8)), _PROFILE
    for minute, (ago, line) in enumerate(entries):
        moment = datetime.combine(today - timedelta(days=ago), time(8)) + timedelta(minutes=minute + 1)
        yield moment, re.sub(r"@([+-]\d+)", lambda found: _working_day(today, int(found[1])), line)


def _working_day(today: date, offset: int) -> str:
    """The day so many days from today; one of a weekend is moved on, or back if it is over."""
    day = today + timedelta(days=offset)
    while day.isoweekday() > 5:
        day += timedelta(days=1 if offset > 0 else -1)
    return day.isoformat()
