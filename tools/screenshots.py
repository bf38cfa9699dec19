"""Makes the pictures of the page that the documents show, from the larger demo and some processes before it.

The clock stands still and nobody in it exists, so that they change only where the page does. Needs
Chromium: Debian's, or the one that BOWOUT_CHROMIUM names.

Usage: python tools/screenshots.py [FOLDER]; without one, docs.
"""

import io
import os
import shutil
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bowout.cli.demo_large import build
from bowout.cli.demo_run import environment, files, run

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
LARGEST = 250_000
# So many days ago, who, the steps that were held, and how it ended.
BEFORE = (
    (96, "Adelphi", (), "rejected"),
    (95, "Bexley", ("screening",), "withdraw --reason location"),
    (93, "Corvid", ("screening", "interview"), "withdraw --reason culture"),
    (90, "Dovetail", (), ""),
    (88, "Elmwood", ("screening",), "rejected"),
    (86, "Farthing", ("screening", "assessment"), "withdraw --reason process"),
    (84, "Gannet", (), "rejected"),
    (83, "Hollis", ("interview",), "withdraw --reason compensation"),
    (80, "Ironside", ("screening", "interview"), "rejected"),
    (78, "Juniper", (), "withdraw --reason career_direction"),
    (75, "Kelso", (), ""),
    (74, "Lantern", ("screening", "interview"), "withdraw --reason culture"),
    (70, "Marlow", ("interview", "final"), "withdraw --reason compensation"),
    (68, "Nightjar", ("screening",), "withdraw --reason work_arrangement"),
    (66, "Osprey", ("screening", "interview", "offer"), "withdraw --reason compensation"),
    (63, "Pinnacle", ("screening",), "rejected"),
    (60, "Quill", ("screening", "interview"), "withdraw --reason career_direction"),
    (58, "Rowan", (), ""),
)


def play(folder: Path) -> None:
    """Let the search happen: what is over, then the larger demo, then the offer that is accepted."""
    unseen = io.StringIO()
    with environment(**files(folder)), redirect_stdout(unseen), redirect_stderr(unseen):
        at(NOW - timedelta(days=97), 'profile --name "Robin Ames" --email robin@example.org --language en-GB')
        for days, company, steps, end in BEFORE:
            went(NOW - timedelta(days=days), company, steps, end)
    build(folder, NOW)
    with environment(**files(folder)), redirect_stdout(unseen), redirect_stderr(unseen):
        at(NOW, "accept globex --withdraw-others --yes")
        at(NOW, f"report -o {folder}/page.html")
        at(NOW, f"report --private -o {folder}/private.html")


def went(moment: datetime, company: str, steps: tuple[str, ...], end: str) -> None:
    """One process from its first day to its end."""
    at(moment, f'add {company} "Backend Engineer" --contact "Dana Fox <dana@{company.lower()}.example>"')
    for step in steps:
        moment += timedelta(days=6)
        at(moment, f"stage add {company} {step} --minutes 60" + (" --at today" if step != "offer" else ""))
        if step != "offer":
            at(moment + timedelta(hours=4), f"stage done {company}")
    if end:
        command, *options = end.split()
        at(moment + timedelta(days=5), " ".join((command, company, *options)))


def at(moment: datetime, line: str) -> None:
    """Run a command at a time."""
    with environment(BOWOUT_NOW=moment.isoformat()):
        run(line)


def shoot(browser: Browser, folder: Path, target: Path) -> None:
    """Take the pictures, each of a part of the page as high as it is."""
    for name, page, part, size, media, scheme in (
        ("report-light", "page", "#flows", (1100, 622), "screen", "light"),
        ("report-dark", "private", "#reasons", (1100, 1180), "screen", "dark"),
        ("report-narrow", "page", "#applications", (320, 760), "screen", "light"),
        ("report-print", "private", "", (794, 1012), "print", "light"),
    ):
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]  # one of its words
        )
        shown = context.new_page()
        shown.emulate_media(media=media)  # type: ignore[arg-type]  # likewise
        shown.goto((folder / f"{page}.html").as_uri() + part)
        if media == "print":
            shown.evaluate("document.body.style.padding = '14mm'")  # what paper has around a page
        path = target / f"{name}.png"
        shown.screenshot(path=path)
        context.close()
        if path.stat().st_size > LARGEST:
            raise SystemExit(f"{path.name} is too large: {path.stat().st_size:,} bytes.")
        print(f"{path.name}: {path.stat().st_size:,} bytes")


def main() -> int:
    """Make them in a folder."""
    chromium = (
        os.environ.get("BOWOUT_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if chromium is None:
        raise SystemExit("There is no Chromium here: install it, or name one in BOWOUT_CHROMIUM.")
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs"
    os.environ["TZ"] = "Europe/London"
    time.tzset()
    with tempfile.TemporaryDirectory(prefix="bowout-") as folder, sync_playwright() as playwright:
        play(Path(folder))
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        )
        shoot(browser, Path(folder), target)
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
