"""What the tests of the copies share: the kit of which they are made, and each copy, made once for all processes of a test run."""

import ctypes.util
import importlib
import shutil
import subprocess

import pytest

from macros.offline.kit import Kit
from tests.conftest import ENVIRONMENT, ROOT

PROGRAMS = ("zimwriterfs", "zimcheck", "zimdump", "kiwix-serve", "kiwix-search")
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "zim-tools", "kiwix-tools")
MOMENT = "1795305600"  # 22 November 2026
assert ENVIRONMENT["SOURCE_DATE_EPOCH"] == MOMENT


@pytest.fixture(scope="session")
def kit(built_once):
    """A :class:`Kit` of the whole site, of the day that ENVIRONMENT names."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        folder = built_once("kit", lambda folder: Kit(ROOT, folder).site)
        made = Kit(ROOT, folder)
        made.site = folder / ".work" / "site"
        assert made.date.timestamp() == int(MOMENT)
        yield made


def elsewhere(kit, folder):
    """Return the same kit with another folder for the copies, and the same book."""
    other = Kit(kit.root, folder)
    other.site, other.date, other.book = kit.site, kit.date, kit.book
    return other


@pytest.fixture(scope="session")
def copies(kit, built_once):
    """``copies("epub")`` returns the files that a module makes, in the order of their names."""

    def make(module, folder):
        folder.mkdir()
        importlib.import_module(f"macros.offline.{module}").make(elsewhere(kit, folder))

    def made(module):
        built_once("programs", _install)
        return sorted(path for path in built_once(f"copy-{module}", lambda folder: make(module, folder)).iterdir() if path.is_file())

    return made


def _install(_):
    """Install what the copies and their readers need of the system, where there is apt."""
    if not all(map(shutil.which, PROGRAMS)) or not ctypes.util.find_library("pango-1.0"):
        subprocess.run(["sh", str(ROOT / "tests" / "apt.sh"), *PACKAGES], check=True)
