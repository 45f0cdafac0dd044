"""The page on how the site is built names what there is, all of it, and nothing else."""

import re
import subprocess
from pathlib import PurePosixPath

import pytest

from macros.showing import architecture
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "en" / "about" / "architecture.md").read_text(encoding="utf-8")
TABLE = [line for line in PAGE.split("\n") if line.startswith("| `")]
PATHS = [path for line in TABLE for path in re.findall(r"`([^`]+)`", line.split("|")[1])]
CALLED = [name for call in re.findall(r"\{\{ modules\((.*?)\) \}\}", PAGE) for name in re.findall(r'"([^"]+)"', call)]


@pytest.fixture(scope="module")
def tracked():
    """The paths of all files under version control, as far as they are there."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if told.returncode:
        pytest.skip("not a checkout")
    return [path for path in told.stdout.split("\0") if path and (ROOT / path).exists()]


def test_every_module_is_named_once_and_says_what_it_is_for():
    said = architecture.modules()
    assert sorted(CALLED) == sorted(said)
    assert {path.relative_to(ROOT / "macros").as_posix() for path in (ROOT / "macros").rglob("*.py")} == {f"{name.replace('.', '/')}.py" for name in said}
    assert [name for name, text in said.items() if len(text) < 30 or not text.endswith(".") or re.search("``|:`", text)] == []


def test_every_folder_and_file_is_named(tracked):
    wanted = {f"{path.split('/')[0]}/" if "/" in path else path for path in tracked}
    wanted |= {"/".join(PurePosixPath(path).parts[:2]) + ("/" if path.count("/") > 1 else "") for path in tracked if path.startswith("data/")}
    wanted |= {"/".join(PurePosixPath(path).parts[:2]) + "/" for path in tracked if path.startswith("macros/") and path.count("/") > 1}
    assert wanted - set(PATHS) == set()


def test_nothing_is_named_that_is_not_there(tracked):
    named = re.findall(r"`([\w./-]+)`", "\n".join(TABLE))
    assert [path for path in named if not any(one == path or path.endswith("/") and one.startswith(path) for one in tracked)] == []
    assert len(PATHS) == len(set(PATHS)) > 30


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_files_that_the_readme_names_are_there(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:macros|tests|docs|data|overrides)/[\w./-]+)`", text)
    assert paths and [path for path in paths if not (ROOT / path).exists()] == []


def test_the_page_shows_the_modules(pages):
    text = " ".join(pages["/about/architecture/"].xpath("//article")[0].text_content().split())
    for name, said in architecture.modules().items():
        assert f"{name.replace('.', '/')}.py: {said.replace('`', '')}" in text, name
    assert "{{ profile() }}" in text
