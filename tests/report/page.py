"""What a page holds, read as a browser would."""

from collections import Counter
from html.parser import HTMLParser


class Page(HTMLParser):
    """The numbers by their keys (value, n), the flows, the rows of applications, and every tag with what it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.numbers: dict[str, set[tuple[float | None, int]]] = {}
        self.places = Counter[tuple[str, str]]()
        self.flows: list[tuple[str, str, int]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.lines = 0
        self._within: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        self._within.append(tag)
        if key := given.get("data-key"):
            value = float(given["data-value"] or 0) if given["data-value"] else None
            self.numbers.setdefault(key, set()).add((value, int(given["data-n"] or 0)))
        if place := given.get("data-place"):
            what, stage, times = place.split("|")
            self.places[what, stage] += int(times)
        if flow := given.get("data-flow"):
            source, target, count = flow.rsplit("|", 2)
            self.flows.append((source, target, int(count)))
        self.lines += tag == "tr" and bool(given.get("class"))

    def handle_data(self, data: str) -> None:
        if not self._within or self._within[-1] not in ("style", "script"):
            self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self._within and self._within.pop() != tag:
            pass

    @property
    def text(self) -> str:
        """All words that are shown."""
        return " ".join(" ".join(self.words).split())
