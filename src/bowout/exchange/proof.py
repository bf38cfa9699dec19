"""The proof of a search, as an office for work asks for: which applications, when, and what came of them.

It is handed nothing private: no reason, no note, no salary. One page of HTML without any reference
to elsewhere, or a table for other programs.
"""

import csv
from collections.abc import Sequence
from html import escape
from typing import NamedTuple, TextIO

from bowout.exchange.cells import guard

HEADINGS = ("No", "Applied on", "Company", "Position", "Place", "Found through", "Outcome", "Ended on")
_STYLE = """
body { font: 11pt/1.4 system-ui, sans-serif; color: #111; background: #fff; margin: 2rem auto; max-width: 64rem;
  padding: 0 1rem }
h1 { font-size: 1.4rem } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid #999;
  overflow-wrap: anywhere }
thead { display: table-header-group } tr { break-inside: avoid }
.sign { margin-top: 4rem; border-top: 1px solid #111; width: 20rem; padding-top: .3rem }
.wide { overflow-x: auto }
@page { size: A4 landscape; margin: 15mm }
@media print { body { margin: 0; max-width: none; padding: 0 } }
"""


class ProofRow(NamedTuple):
    """An application that was sent; `outcome` is in words for people."""

    applied_on: str
    company: str
    position: str
    location: str
    source: str
    outcome: str
    ended_on: str


class Proof(NamedTuple):
    """Whose search, since when (None: ever), as of which day, and the applications by day."""

    name: str
    since: str | None
    today: str
    rows: Sequence[ProofRow]


def write_html(proof: Proof, out: TextIO) -> None:
    """Write the page."""
    title = f"Applications of {proof.name}" if proof.name else "Applications"
    period = f"From {proof.since} to {proof.today}" if proof.since else f"Until {proof.today}"
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in HEADINGS)
    out.write(
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n"
        f"<p>{escape(period)}: {len(proof.rows):,} application{'' if len(proof.rows) == 1 else 's'}.</p>\n"
        f'<div class="wide">\n<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n'
    )
    for place, row in enumerate(proof.rows, 1):
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in (str(place), *row))
        out.write(f"<tr>{cells}</tr>\n")
    out.write('</tbody>\n</table>\n</div>\n<p class="sign">Date, signature</p>\n</main>\n</body>\n</html>\n')


def write_csv(proof: Proof, out: TextIO) -> None:
    """Write the table alone."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows([place, *map(guard, row)] for place, row in enumerate(proof.rows, 1))
