"""One :class:`Kit` for all tests of copies: the offline variant of the site, and each copy, is made once for all processes of a run."""

import ctypes.util
import importlib
import os
import shutil
import subprocess

import pytest

from macros.offline.command import MODULES
from macros.offline.kit import Kit
from tests.conftest import ENVIRONMENT, ROOT

PROGRAMS = ("zimwriterfs", "zimcheck", "zimdump", "kiwix-serve", "kiwix-search")
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "zim-tools", "kiwix-tools")


@pytest.fixture(scope="session")
def kit(built_once):
    """The :class:`Kit` of the project as it stands."""
    os.environ["SOURCE_DATE_EPOCH"] = ENVIRONMENT["SOURCE_DATE_EPOCH"]
    return _kit(built_once("variant", lambda folder: Kit(ROOT, folder).site))


@pytest.fixture(scope="session")
def made(kit, built_once):
    """``made("epub")`` returns the paths of a copy."""

    def make(name, folder):
        folder.mkdir()
        one = _kit(kit.out, folder)
        importlib.import_module(f"macros.offline.{MODULES.get(name, name)}").make(one)

    def copies(name):
        built_once("programs", _install)
        folder = built_once(f"copy-{name}", lambda folder: make(name, folder))
        return sorted(path for path in folder.iterdir() if path.is_file())

    return copies


def _kit(built, out=None):
    one = Kit(ROOT, out or built)
    one.__dict__["site"] = built / ".work" / "site"
    return one


def _install(_):
    """Install what the copies and their readers need of the system, where there is apt."""
    if not all(map(shutil.which, PROGRAMS)) or not ctypes.util.find_library("pango-1.0"):
        subprocess.run(["sh", str(ROOT / "tests" / "apt.sh"), *PACKAGES], check=True)
