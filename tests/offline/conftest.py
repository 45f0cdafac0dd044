"""One :class:`Kit` for all tests of copies: the offline variant of the site is built once for all processes of a run."""

import os

import pytest

from macros.offline.kit import Kit
from tests.conftest import ENVIRONMENT, ROOT


@pytest.fixture(scope="session")
def kit(built_once):
    os.environ["SOURCE_DATE_EPOCH"] = ENVIRONMENT["SOURCE_DATE_EPOCH"]

    def make(folder):
        assert Kit(ROOT, folder).site

    folder = built_once("copies", make)
    one = Kit(ROOT, folder)
    one.__dict__["site"] = folder / ".work" / "site"
    return one
