"""What is shipped works where nothing of the checkout is: sdist, the wheel made of it, and the commands."""

import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Shipped:
    sdist: Path
    wheel: Path
    scripts: Path


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    """The sdist of this checkout, the wheel built of it, and an environment with that wheel."""
    folder = tmp_path_factory.mktemp("shipped")
    build = (sys.executable, "-m", "hatchling", "build", "-d", folder, "-t")
    run(*build, "sdist", cwd=ROOT)
    [sdist] = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    [unpacked] = (folder / "unpacked").iterdir()
    run(*build, "wheel", cwd=unpacked)
    [wheel] = folder.glob("*.whl")
    bare = folder / "bare"
    run(sys.executable, "-m", "venv", "--without-pip", bare, cwd=folder)
    pip = (sys.executable, "-m", "pip", "--python", bare, "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=folder)
    # What bowout stands on comes from here, so that no network is needed. A .pth file in that
    # folder is not read, so the checkout, installed by one, stays out.
    [packages] = bare.glob("lib/python*/site-packages")
    packages.joinpath("dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return Shipped(sdist, wheel, bare / "bin")


@pytest.mark.slow
def test_the_wheel_holds_what_runs_and_nothing_else(shipped: Shipped) -> None:
    names = set(zipfile.ZipFile(shipped.wheel).namelist())
    kept = {path.relative_to(ROOT).as_posix() for top in ("templates", "migrations") for path in files(top)}
    assert {f"bowout/{name}" for name in kept} <= names
    assert {path.relative_to(ROOT / "src").as_posix() for path in files("src")} <= names
    top = {name.split("/")[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == {"bowout"}


@pytest.mark.slow
def test_the_sdist_holds_what_a_developer_needs(shipped: Shipped) -> None:
    with tarfile.open(shipped.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"Makefile", "requirements.lock", "alembic.ini", "LICENSE", "tests/conftest.py"} <= names
    assert not [name for name in names if name.startswith((".venv", ".ci", ".git/", "build/"))]


def files(folder: str) -> list[Path]:
    """The files that are, or would be, committed."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder, cwd=ROOT)
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.slow
def test_the_installed_commands_work(shipped: Shipped, home: Path) -> None:
    def bowout(*arguments: str) -> str:
        return run(shipped.scripts / "bowout", *arguments, cwd=home)

    # Where the code comes from, asked first: all else would pass with the checkout's too.
    where = "import bowout, bowout.resources as r; print(bowout.__file__, r.resource_dir('templates'))"
    found = run(shipped.scripts / "python", "-c", where, cwd=home)
    assert found.count(str(shipped.scripts.parent)) == 2
    assert bowout("--version").startswith("bowout ")
    bowout("profile", "--name", "Robin Ames", "--email", "robin@example.org")
    bowout("add", "Acme", "Backend Engineer", "--contact", "Dana Fox <dana@acme.example>")
    printed = bowout("withdraw", "acme", "--reason", "career_direction")
    assert "To: Dana Fox <dana@acme.example>\n" in printed
    assert "Backend Engineer" in bowout("history")
    assert list(home.iterdir()), "the database is in the home that was given"
