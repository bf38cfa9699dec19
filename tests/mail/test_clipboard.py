"""The clipboard, with programs made for the test."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bowout.domain.errors import NotDelivered
from bowout.mail import clipboard

Install = Callable[..., None]

_ENVIRONMENT = ("WAYLAND_DISPLAY", "DISPLAY", "TERMUX_VERSION", "LC_ALL")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a program of that name on an otherwise empty PATH; it notes what it was given."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in _ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)

    def make(name: str, then: str = "") -> None:
        program = tmp_path / name
        _write(
            program,
            f"import os, sys, time\n"
            f"open({str(program)!r} + '.got', 'wb').write(sys.stdin.buffer.read())\n"
            f"open({str(program)!r} + '.args', 'w').write(' '.join(sys.argv[1:]))\n"
            f"open({str(program)!r} + '.locale', 'w').write(os.environ.get('LC_ALL', ''))\n{then}\n",
        )

    return make


def _write(program: Path, script: str) -> None:
    """Not by a #! line with Python's path: that may have spaces in it."""
    beside = program.with_suffix(".py")
    beside.write_text(script)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S "{beside}" "$@"\n')
    program.chmod(0o700)


def _got(folder: Path, name: str, what: str = "got") -> bytes:
    return (folder / f"{name}.{what}").read_bytes()


@pytest.mark.parametrize(
    ("name", "environment", "arguments"),
    [
        ("pbcopy", {}, b""),
        ("wl-copy", {"WAYLAND_DISPLAY": "wayland-0"}, b"--type text/plain"),
        ("xclip", {"DISPLAY": ":0"}, b"-selection clipboard -in"),
        ("xsel", {"DISPLAY": ":0"}, b"--clipboard --input"),
        ("termux-clipboard-set", {}, b""),
    ],
)
def test_each_program(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    install: Install,
    name: str,
    environment: dict[str, str],
    arguments: bytes,
) -> None:
    install(name)
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    text = "Grüße,\n\n🌸 Zoë\n"
    assert clipboard.copy(text) == name
    assert _got(tmp_path, name) == text.encode()
    assert _got(tmp_path, name, "args") == arguments


def test_windows_gets_utf_16(tmp_path: Path, install: Install) -> None:
    install("clip.exe")
    assert clipboard.copy("Grüße 🌸") == "clip.exe"
    assert _got(tmp_path, "clip.exe").decode("utf-16-le") == "Grüße 🌸"


def test_pbcopy_is_told_that_it_is_utf_8(tmp_path: Path, install: Install) -> None:
    install("pbcopy")
    clipboard.copy("ü")
    assert _got(tmp_path, "pbcopy", "locale") == b"en_US.UTF-8"


def test_the_display_decides(monkeypatch: pytest.MonkeyPatch, install: Install) -> None:
    for name in ("wl-copy", "xclip", "xsel", "clip.exe"):
        install(name)
    assert clipboard.copy("x") == "clip.exe"
    monkeypatch.setenv("DISPLAY", ":0")
    assert clipboard.copy("x") == "xclip"
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert clipboard.copy("x") == "wl-copy"


def test_the_next_is_tried_when_one_fails(monkeypatch: pytest.MonkeyPatch, install: Install) -> None:
    install("wl-copy", "sys.exit(1)")
    install("xclip", "os.kill(os.getpid(), 9)")
    install("xsel")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":0")
    assert clipboard.copy("x") == "xsel"


@pytest.mark.parametrize(
    ("environment", "hint"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "wl-clipboard"),
        ({"DISPLAY": ":0"}, "xclip or xsel"),
        ({"TERMUX_VERSION": "1"}, "termux-api"),
        ({}, "--eml FILE"),
    ],
)
def test_without_a_program_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, install: Install, environment: dict[str, str], hint: str
) -> None:
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    with pytest.raises(NotDelivered, match="No program") as failed:
        clipboard.copy("x")
    assert hint in failed.value.hint
    assert failed.value.exit_code == 3


def test_one_that_all_fail_is_named(monkeypatch: pytest.MonkeyPatch, install: Install) -> None:
    install("xclip", "sys.exit(1)")
    monkeypatch.setenv("DISPLAY", ":0")
    with pytest.raises(NotDelivered, match="xclip failed"):
        clipboard.copy("x")


def test_a_program_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch, install: Install) -> None:
    install("xclip", "time.sleep(60)")
    install("xsel", "time.sleep(60)")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(clipboard, "TIMEOUT", 0.5)
    begun = time.monotonic()
    with pytest.raises(NotDelivered, match="xclip, xsel failed"):
        clipboard.copy("x" * 1_000_000)
    assert time.monotonic() - begun < 5


def test_one_that_reads_nothing_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, install: Install
) -> None:
    program = tmp_path / "xclip"
    _write(program, "import time; time.sleep(60)")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(clipboard, "TIMEOUT", 0.5)
    with pytest.raises(NotDelivered):
        clipboard.copy("x" * 1_000_000)


def test_a_daemon_that_keeps_its_outputs_open_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, install: Install
) -> None:
    install(
        "xclip",
        "child = os.fork()\n"
        "if child:\n"
        f"    open({str(tmp_path / 'pid')!r}, 'w').write(str(child))\n"
        "    os._exit(0)\n"
        "time.sleep(30)",
    )
    monkeypatch.setenv("DISPLAY", ":0")
    begun = time.monotonic()
    try:
        assert clipboard.copy("x") == "xclip"
        assert time.monotonic() - begun < 5
    finally:
        os.kill(int((tmp_path / "pid").read_text()), 9)


def test_a_program_that_cannot_be_run_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, install: Install
) -> None:
    (tmp_path / "xclip").write_text("#!/nowhere/at/all\n")
    (tmp_path / "xclip").chmod(0o700)
    install("xsel")
    monkeypatch.setenv("DISPLAY", ":0")
    assert clipboard.copy("x") == "xsel"
