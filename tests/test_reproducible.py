"""Two builds of one state of the project are equal, byte for byte."""

import pytest

from tests.conftest import build, copy_project


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_a_second_build_elsewhere_is_equal(site, tmp_path):
    copy = copy_project(tmp_path / "another folder")
    one, two = contents(site), contents(build(copy, tmp_path / "built", PYTHONHASHSEED="2", TZ="Pacific/Kiritimati", LC_ALL="C"))
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert len(one) > 300
