"""The search that `bowout demo` tells: seven applications in three weeks, each command as typed."""

from typing import NamedTuple


class Scene(NamedTuple):
    """What is typed at one time: `day` counts from the Monday of this week, `clock` is London's."""

    day: int
    clock: str
    title: str
    commands: tuple[str, ...]


# A weekday in words means the same in every week, so the story fits any day it is told on:
# what it plans lies in the next week at the latest, what it tells is over.
STORY = (
    Scene(
        -20,
        "09:30",
        "A search begins",
        (
            """profile --name "Robin Ames" --email robin@example.org \\
    --linkedin linkedin.com/in/robin-ames --time-zone Europe/London --language en-GB""",
            """add Acme "Backend Engineer" --source LinkedIn \\
    --contact "Dana Fox <dana@acme.example>\"""",
            'add Globex "Platform Engineer" --source "a friend" --location Leeds',
            'add Initech "Python Developer" --source LinkedIn',
            'add Northwind "Site Reliability Engineer" --applied yesterday --tag remote',
        ),
    ),
    Scene(
        -18,
        "18:00",
        "A recruiter writes, a job fair, a posting for later",
        (
            'add Brightwater --approached --contact "Noa Stern <noa@brightwater.example>"',
            'add Lakeside "Data Engineer" --source "job fair"',
            'add "Café Zéphyr" "Data Engineer" --status saved --url https://zephyr.example/7',
        ),
    ),
    Scene(
        -13,
        "11:00",
        "They answer",
        (
            'stage add acme interview --at "thursday 14:00" --minutes 60 --with "Sam Okoro"',
            'stage add lakeside screening --at "tomorrow 10:00"',
            "rejected initech",
        ),
    ),
    Scene(
        -11,
        "16:30",
        "After the first interview; and a no, said by phone",
        (
            """stage done acme --outcome passed \\
    --highlight "the walk through your on-call practice" \\
    --concern career_direction:"mostly keeping old systems alive\"""",
            "stage done lakeside",
            "withdraw lakeside --reason location --no-letter --told today",
        ),
    ),
    Scene(
        -3,
        "10:00",
        "A second interview",
        (
            'stage add acme interview --at "next thursday 15:00" --with "Lee Wong"',
            'note acme "Lee leads the team that I would join"',
            'remind brightwater "next wednesday" "answer Noa"',
        ),
    ),
    Scene(
        0,
        "09:00",
        "Where things stand",
        ("agenda", "ghosted northwind", 'stage add globex interview --at "next monday 10:00"', "list"),
    ),
    Scene(
        0,
        "09:20",
        "Bowing out of the second interview",
        (
            """withdraw acme --reason career_direction \\
    --note "I want to build, not to maintain\"""",
            "sent acme",
            "history acme",
            "reasons --used",
        ),
    ),
)
