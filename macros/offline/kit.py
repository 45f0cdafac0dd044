"""What all copies are made of: the records, the offline variant of the site, the book, and the time of the commit."""

import datetime
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..reading.dates import PartialDate
from ..records import library
from ..showing import language
from . import book, variant


class CopyError(Exception):
    """A copy cannot be made. The text says why and what helps."""


class Missing(CopyError):
    """A program or library that only this copy needs is not installed."""

    def __init__(self, part, command):
        super().__init__(f"{part} is needed. To install it on Debian or Ubuntu: {command}")


@dataclass
class Kit:
    """``root``: the project; ``out``: where the copies go; ``only``: addresses of the pages to pack, all if empty; ``code``: the language."""

    root: Path
    out: Path
    only: tuple[str, ...] = ()
    code: str = "en"
    work: Path = field(init=False)  # what is not a copy itself

    def __post_init__(self):
        self.work = self.out / ".work"

    @cached_property
    def library(self):
        """The :class:`library.Library` of all records. Raises ``problems.DataError``."""
        return library.load(self.root, datetime.date.today())  # it only bounds what cannot lie in the future

    @cached_property
    def words(self):
        """The :class:`language.Language` of the copies."""
        return language.load(self.root, self.code)

    @cached_property
    def french(self):
        """French, for texts that stand in both languages."""
        return language.Language("fr", self.words.words)

    @cached_property
    def date(self):
        """The moment that the copies are of, in UTC: that of the commit (SOURCE_DATE_EPOCH), so that two builds of one commit are equal."""
        return datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or self._commit()), datetime.UTC)

    @property
    def day(self):
        """The day of that moment, as :meth:`language.Language.day` takes it."""
        return PartialDate(self.date.year, self.date.month, self.date.day)

    def _commit(self):
        command = ["git", "log", "-1", "--format=%ct"]
        asked = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False).stdout.strip() if shutil.which("git") else ""
        return asked or datetime.datetime.now(datetime.UTC).timestamp()  # without git nobody knows

    @cached_property
    def site(self):
        """The folder with the offline variant of the site, and only the pages chosen. Raises :class:`CopyError`."""
        built = self.work / "site"
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", "mkdocs.offline.yml", "--site-dir", str(built)]
        environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(self.date.timestamp())), "SITE_URL": ""}
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CopyError("the site could not be built:\n" + (done.stderr or done.stdout))
        variant.finish(built, self.only)
        return built

    @cached_property
    def book(self):
        """The :class:`book.Book` of the pages in :attr:`site`."""
        return book.cut(self)
