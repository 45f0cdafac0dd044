"""Two trees full of mistakes are answered line by line, by every door, and nothing is written or lost.

In tests/broken/files each file is wrong by itself; in tests/broken/whole every file is right and the whole is not.
The reports beside them were written by hand.
"""

import re
import shutil
import subprocess
import sys

import pytest

from macros.reading.problems import DataError
from tests.conftest import ENVIRONMENT, ROOT, copy_project
from tests.unit import tree

BROKEN = ROOT / "tests" / "broken"


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["files", "whole"])
def test_the_whole_report(tmp_path, name):
    shutil.copytree(BROKEN / name / "data", tmp_path / "data")
    shutil.copytree(ROOT / "data" / "vocabulary", tmp_path / "data" / "vocabulary")
    before = contents(tmp_path)
    with pytest.raises(DataError) as error:
        tree.load(tmp_path)
    assert str(error.value).splitlines() == (BROKEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert contents(tmp_path) == before


def test_every_code_is_tested():
    known = {code for path in (ROOT / "macros").rglob("*.py") for code in re.findall(r'"(E\d{3})"', path.read_text(encoding="utf-8"))}
    tests = [*BROKEN.glob("*.txt"), *(ROOT / "tests" / "catalogue").glob("*.yml"), *(ROOT / "tests").glob("*.py"), *(ROOT / "tests" / "unit").glob("*.py")]
    tested = {code for path in tests for code in re.findall(r"E\d{3}", path.read_text(encoding="utf-8"))}
    assert len(known) > 40
    assert known <= tested, sorted(known - tested)


def test_a_broken_record_stops_the_build_with_the_same_line(tmp_path):
    project = copy_project(tmp_path / "project")
    tree.change(project, "actors/ansar-dine", "kind: armed-group", "kind: armed-gruop")
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("the site as it was")
    built = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=project, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    checked = subprocess.run([sys.executable, "-m", "macros", "check"], cwd=project, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    said = built.stdout + built.stderr
    line = "data/actors/ansar-dine.yml:2:7: E302 'armed-gruop' is not in the list 'kinds' — did you mean 'armed-group'?"
    assert (built.returncode, checked.returncode) == (1, 1)
    for output in (said, checked.stdout):
        assert [found for found in output.splitlines() if " E302 " in found][0].startswith(line)
        assert "1 problem found in the data." in output
    assert "Traceback" not in said and checked.stderr == ""
    assert contents(project / "site") == {project / "site" / "index.html": b"the site as it was"}
