"""The page in a real browser: it asks for nothing, complains of nothing, and everybody can read it."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bowout.cli.demo_large import build
from tests.support import Runner

pytestmark = pytest.mark.browser
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDE, NARROW = {"width": 1100, "height": 900}, {"width": 320, "height": 800}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one that BOWOUT_CHROMIUM names; Playwright's own is not asked for."""
    named = CHROMIUM or shutil.which("chromium") or shutil.which("chromium-browser")
    if named is None:
        pytest.skip("there is no Chromium here; BOWOUT_CHROMIUM names one")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=named, args=QUIET)
        yield running
        running.close()


# Read before a test begins: what is set for bowout is hidden from the tests themselves.
CHROMIUM = os.environ.get("BOWOUT_CHROMIUM")


@pytest.fixture
def written(bowout: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The page of the larger demo, after an offer was accepted and all others were left."""
    build(tmp_path, NOW)
    monkeypatch.setenv("BOWOUT_DB", str(tmp_path / "bowout.db"))
    monkeypatch.setenv("BOWOUT_NOW", NOW.isoformat())
    assert bowout("accept", "globex", "--withdraw-others", "--yes").code == 0
    path = tmp_path / "a search.html"
    assert bowout("report", "-o", path).code == 0
    assert bowout("report", "--private", "-o", private(path)).code == 0
    return path


def private(path: Path) -> Path:
    """Where the page lies that has what is private, too."""
    return path.with_name("private.html")


LEFT_TO_RIGHT = """() => {
  const row = [...document.querySelectorAll("#lines tbody tr")].find((row) => row.textContent.includes("Acme"));
  const number = row.querySelector("i").firstChild;
  const [first, last] = [0, 1].map((place) => {
    const range = document.createRange();
    range.setStart(number, place);
    range.setEnd(number, place + 1);
    return range.getBoundingClientRect().left;
  });
  return number.length === 2 && first < last;
}"""


class Opened:
    """The page in a window, and what it asked for and said besides."""

    def __init__(
        self, browser: Browser, path: Path, *, scheme: str = "light", size: dict[str, int] = WIDE
    ) -> None:
        self.context = browser.new_context(color_scheme=scheme, viewport=size, service_workers="block")  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(path.as_uri())

    def close(self) -> None:
        """Close it, and see that it was quiet."""
        self.context.close()
        assert len(self.asked) == 1
        assert self.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_it_can_be_read_by_everybody(
    browser: Browser, written: Path, scheme: str, size: dict[str, int]
) -> None:
    for path in (written, private(written)):
        opened = Opened(browser, path, scheme=scheme, size=size)
        found = Axe().run(opened.page)
        wrong = [
            each
            for each in found.response["violations"]
            if each["impact"] in ("serious", "critical", "moderate")
        ]
        assert not wrong, [(each["id"], [node["html"] for node in each["nodes"][:3]]) for each in wrong]
        check_width(opened.page)
        opened.close()


def check_width(page: Page) -> None:
    """Nothing but what scrolls by itself is wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.slow
def test_five_thousand_are_shown_and_filtered(bowout: Runner, browser: Browser, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    ends = ("Applied", "Rejected", "Ghosted", "Withdrawn", "Accepted")
    rows = [
        f"Some Company Number {n} Ltd,Senior Platform Engineer (m/w/d),{ends[n % 5]},202{4 + n % 3}-0{1 + n % 9}-11"
        for n in range(5000)
    ]
    table.write_text("\n".join(("Company,Position,Status,Applied", *rows)), encoding="utf-8")
    assert bowout("import", table).code == 0
    path = tmp_path / "large.html"
    assert bowout("report", "--private", "-o", path).code == 0
    assert path.stat().st_size < 1_500_000
    opened = Opened(browser, path, size=NARROW)
    check_width(opened.page)
    # What follows the list is within reach: it scrolls by itself.
    assert opened.page.evaluate("document.documentElement.scrollHeight") < 15_000
    expect(opened.page.locator("#found")).to_have_text("5,000 shown")
    opened.page.select_option("#end", "withdrew")
    expect(opened.page.locator("#found")).to_have_text("1,000 of 5,000 shown")
    opened.page.fill("#words", "number 4998 ")
    expect(opened.page.locator("#found")).to_have_text("1 of 5,000 shown")
    assert opened.page.locator("#lines tbody tr:visible").count() == 1
    opened.close()


def test_the_applications_are_filtered_by_words_and_end_with_the_keyboard_alone(
    browser: Browser, written: Path
) -> None:
    opened = Opened(browser, written)
    page = opened.page
    rows = page.locator("#lines tbody tr:visible")
    total = rows.count()
    assert total > 30
    assert page.locator("#found").inner_text() == f"{total} shown"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "words":
            break
    page.keyboard.type("globex")
    expect(page.locator("#found")).to_contain_text("of")
    assert 0 < rows.count() < total
    assert all("globex" in text.lower() for text in rows.all_inner_texts())
    page.keyboard.press("Tab")
    page.keyboard.type("Accepted")
    expect(page.locator("#end")).to_have_value("accepted")
    assert [text for text in rows.all_inner_texts() if "Accepted" not in text] == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text(f"{total} shown")
    assert rows.count() == total
    opened.close()


def test_without_its_script_everything_is_there(browser: Browser, written: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=WIDE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(written.as_uri())
    assert page.locator("#lines tbody tr").count() > 30
    assert not page.locator("#filter").is_visible()
    page.locator("summary").first.click()
    assert page.locator("#flows details table").is_visible()
    context.close()


def test_it_is_printed_whole(browser: Browser, written: Path) -> None:
    opened = Opened(browser, written, scheme="dark")
    opened.page.emulate_media(media="print")
    printed = opened.page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert not opened.page.locator("nav").is_visible()
    # Dark letters on white paper, whatever the screen has.
    assert opened.page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    opened.close()


def test_nothing_that_was_typed_runs(
    bowout: Runner, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOWOUT_DB", str(tmp_path / "jobs.db"))
    for hostile in (
        "<script>document.title='x'</script>",
        "</td><img src=https://example.org/x onerror=alert(1)>",
    ):
        assert bowout("add", hostile, f"Engineer {hostile}", "--duplicate").code == 0
    for _ in range(8):
        assert bowout("add", "Globex", "Engineer", "--duplicate").code == 0
    assert bowout("add", "Acme\u202e", "Engineer\u202e", "--applied", "2026-11-01").code == 0
    path = tmp_path / "hostile.html"
    assert bowout("report", "-o", path).code == 0
    opened = Opened(browser, path)
    assert opened.page.title() == "Job search"
    assert opened.page.locator("#lines img").count() == 0
    # A mark that turns the direction does not turn what stands behind it: the number 11.
    assert opened.page.evaluate(LEFT_TO_RIGHT)
    opened.close()
