"""Files that are read within bounds, and written whole, privately, and never over another by accident."""

import errno
import os
import resource
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bowout import files
from bowout.domain.errors import Refused
from bowout.files import check_target, open_private, read_bounded, write_private


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _only(folder: Path, *names: str) -> bool:
    return sorted(path.name for path in folder.iterdir()) == sorted(names)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_new_file_is_private_and_whole(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write_private(tmp_path / "letter.eml", b"one\r\n\x00\xff", overwrite=False)
    finally:
        os.umask(before)
    assert (tmp_path / "letter.eml").read_bytes() == b"one\r\n\x00\xff"
    assert _mode(tmp_path / "letter.eml") == 0o600
    assert (tmp_path / "letter.eml").stat().st_nlink == 1
    assert _only(tmp_path, "letter.eml")


def test_an_existing_file_stays_unless_it_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "letter.eml"
    path.write_bytes(b"old")
    path.chmod(0o644)
    with pytest.raises(Refused, match="exists already") as refused:
        write_private(path, b"new", overwrite=False)
    assert refused.value.code == "exists"
    assert path.read_bytes() == b"old"
    write_private(path, b"new", overwrite=True)
    assert (path.read_bytes(), _mode(path)) == (b"new", 0o600)
    assert _only(tmp_path, "letter.eml")


@pytest.mark.parametrize("overwrite", [False, True])
def test_links_are_not_followed(tmp_path: Path, overwrite: bool) -> None:
    (tmp_path / "kept").write_bytes(b"kept")
    (tmp_path / "link").symlink_to("kept")
    (tmp_path / "dangling").symlink_to("nowhere")
    for name in ("link", "dangling"):
        with pytest.raises(Refused, match="symbolic link"):
            check_target(tmp_path / name, overwrite)
        with pytest.raises(Refused, match="symbolic link"):
            write_private(tmp_path / name, b"new", overwrite=overwrite)
    assert (tmp_path / "kept").read_bytes() == b"kept"
    assert _only(tmp_path, "kept", "link", "dangling")


def test_a_link_that_appears_after_the_check_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "check_target", lambda *_: None)
    (tmp_path / "kept").write_bytes(b"kept")
    (tmp_path / "link").symlink_to("kept")
    with pytest.raises(Refused, match="exists"):
        write_private(tmp_path / "link", b"new", overwrite=False)
    assert (tmp_path / "link").is_symlink()
    write_private(tmp_path / "link", b"new", overwrite=True)
    assert not (tmp_path / "link").is_symlink()
    assert (tmp_path / "kept").read_bytes() == b"kept"


def test_targets_that_cannot_be(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"")
    for path, why in {
        tmp_path: "is a folder",
        tmp_path / "..": "is a folder",
        tmp_path / "pipe": "not a plain file",
        tmp_path / "no" / "x.eml": "There is no folder",
        tmp_path / "file" / "x.eml": "Not a directory",
        tmp_path / ("x" * 300): "File name too long",
        tmp_path / "x\0y": "cannot be the name",
    }.items():
        with pytest.raises(Refused, match=why) as refused:
            check_target(path, overwrite=True)
        assert refused.value.hint
        with pytest.raises(Refused, match=why):
            write_private(path, b"x", overwrite=True)
    assert _only(tmp_path, "pipe", "file")


def test_names_of_255_bytes_are_written(tmp_path: Path) -> None:
    write_private(tmp_path / ("x" * 255), b"x", overwrite=False)
    assert _only(tmp_path, "x" * 255)


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(Refused, match="Nothing can be written to the folder"):
        check_target(tmp_path / "x", overwrite=False)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(Refused, match="Nothing can be written"):
            write_private(tmp_path / "x", b"x", overwrite=False)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_fault_at_any_step_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, step: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    path = tmp_path / "letter.eml"
    path.write_bytes(b"old")
    target: object = Path if step == "replace" else os
    monkeypatch.setattr(target, step, fail)
    with pytest.raises(Refused, match=os.strerror(code)) as refused:
        write_private(path, b"new", overwrite=True)
    monkeypatch.undo()
    assert refused.value.code == "not_written"
    assert refused.value.exit_code == 1
    assert path.read_bytes() == b"old"
    assert _only(tmp_path, "letter.eml")


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from bowout.domain.errors import Refused
from bowout.files import write_private
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_private(Path(sys.argv[1]), b"x" * 5000, overwrite=True)
except Refused as error:
    print(error.message)
"""


def test_a_file_that_does_not_fit(tmp_path: Path) -> None:
    assert resource.RLIMIT_FSIZE is not None
    (tmp_path / "x").write_bytes(b"old")
    code = [sys.executable, "-c", _LIMITED, str(tmp_path / "x")]
    told = subprocess.run(code, capture_output=True, text=True, check=True).stdout
    assert "cannot be written: File too large." in told
    assert (tmp_path / "x").read_bytes() == b"old"
    assert _only(tmp_path, "x")


def _write_late(path: Path) -> None:
    """Write where somebody else does so first, after the check."""
    with open_private(path, overwrite=False) as file:
        file.write(b"new")
        path.write_bytes(b"theirs")


class TestWithoutLinks:
    """A file system such as FAT, where `os.link` is refused."""

    @pytest.fixture(autouse=True)
    def _no_links(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)

    def test_a_new_file_is_written_all_the_same(self, tmp_path: Path) -> None:
        write_private(tmp_path / "x", b"new" * 100_000, overwrite=False)
        assert (tmp_path / "x").read_bytes() == b"new" * 100_000
        assert _mode(tmp_path / "x") == 0o600
        assert _only(tmp_path, "x")

    def test_one_that_appears_meanwhile_stays(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="exists"):
            _write_late(tmp_path / "x")
        assert (tmp_path / "x").read_bytes() == b"theirs"
        assert _only(tmp_path, "x")

    def test_a_failed_copy_is_taken_away(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(shutil, "copyfileobj", full)
        with pytest.raises(Refused, match="No space left") as refused:
            write_private(tmp_path / "x", b"new", overwrite=False)
        assert refused.value.hint == "Free some space."
        assert _only(tmp_path)


def test_one_that_appears_meanwhile_stays(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="exists"):
        _write_late(tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == b"theirs"
    assert _only(tmp_path, "x")


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_a_block_that_fails_leaves_nothing(tmp_path: Path, failure: type[BaseException]) -> None:
    def fail() -> None:
        with open_private(tmp_path / "x", overwrite=False) as file:
            file.write(b"half")
            raise failure

    with pytest.raises(failure):
        fail()
    assert _only(tmp_path)


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"12345")
    assert read_bounded(path, 5) == b"12345"
    with pytest.raises(Refused, match="too large") as refused:
        read_bounded(path, 4)
    assert refused.value.code == "too_large"
    with pytest.raises(Refused, match="too large"):
        read_bounded(Path("/dev/zero"), 1000)


@pytest.mark.parametrize("name", [".", "missing", "missing/missing", "a\0b", "x" * 300])
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused) as refused:
        read_bounded(tmp_path / name, 10)
    assert refused.value.code == "not_read"
