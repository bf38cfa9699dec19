"""Names as people type them."""

import pytest

from bowout.domain.names import bare_position


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("the SRE role!", "SRE"),
        ("  Staff  Engineer ", "Staff Engineer"),
        ("Die SRE-Leitung Stelle.", "SRE-Leitung"),
        ("l’Ingénieure poste", "Ingénieure"),
        ("el Desarrollador puesto", "Desarrollador"),
        ("Theatre Manager", "Theatre Manager"),
        ("Job Coach (m/w/d)", "Job Coach (m/w/d)"),
        ("the role", ""),
        ("!", ""),
    ],
)
def test_of_what_a_position_is_called_the_title_stays(typed: str, title: str) -> None:
    assert bare_position(typed) == title
