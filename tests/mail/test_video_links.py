"""The link to a call, in a place as a person notes it."""

import pytest

from bowout.mail.video_links import link_within


@pytest.mark.parametrize(
    ("place", "link"),
    [
        ("https://acme.zoom.us/j/1?pwd=a", "https://acme.zoom.us/j/1?pwd=a"),
        ("Room 5, https://meet.google.com/abc.", "https://meet.google.com/abc"),
        ("https://call.acme.example/7", "https://call.acme.example/7"),
        ("Leeds, see https://acme.example/directions", None),
        ("http://acme.zoom.us/j/1", None),
        ("file:///etc/passwd", None),
        ("Zoom", None),
        ("", None),
    ],
)
def test_a_link_in_a_place(place: str, link: str | None) -> None:
    assert link_within(place) == link
