"""The page as one file of HTML: no request leaves it, and what a person typed is text in it, never markup."""

import base64
import hashlib
import re
from typing import TextIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bowout.report import sankey, weeks
from bowout.report.facts import Report
from bowout.resources import resource_dir

_AT_ONCE = 200  # pieces of the page that are written together


def write_page(report: Report, out: TextIO) -> None:
    """Write the page."""
    folder = resource_dir("templates") / "report"
    script = (folder / "filter.js").read_text(encoding="utf-8")
    style = (folder / "page.css").read_text(encoding="utf-8")
    stream = (
        _environment(str(folder))
        .get_template("page.html.j2")
        .stream(
            report=report,
            sankey=sankey.lay_out(report.flows, report.nodes) if report.flows else None,
            weeks=weeks.draw(report.weeks) if report.weeks else None,
            longest=max((time.p75.value or 0 for time in report.times), default=0) or 1,
            span=_Span(report),
            style=style,
            script=script,
            script_hash=_hash(script),
        )
    )
    stream.enable_buffering(_AT_ONCE)
    out.writelines(stream)


class _Span:
    """The days that the timeline covers, and where in it a day lies, in hundredths."""

    def __init__(self, report: Report) -> None:
        from datetime import date

        self._of = date.fromisoformat
        self.first = min((line.first for line in report.lines), default=report.today)
        self.last = max((report.today, *(line.last for line in report.lines)))
        self._start = self._of(self.first).toordinal()
        self._days = max(1, self._of(self.last).toordinal() - self._start)

    def at(self, day: str) -> str:
        return self._hundredths(self._of(day).toordinal() - self._start)

    def length(self, first: str, last: str) -> str:
        days = self._of(last).toordinal() - self._of(first).toordinal()
        return self._hundredths(max(0, days))

    def _hundredths(self, days: int) -> str:
        return f"{days / self._days * 100:.1f}".removesuffix(".0")


def _environment(folder: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["told"] = _told
    return made


def _told(words: str) -> Markup:
    """Words in which a command between backticks is shown as one."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(words))))  # noqa: S704 escaped first


def _hash(script: str) -> str:
    """A script by its content, as the page's policy names the only one that may run (CSP level 3, section 2.3.1)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
