"""What changed in the records since a revision, told in words: for who reviews a change, and for a list of news.

The files are read as they are, without the rules of today, so that an old revision can always be compared.
"""

import functools
import subprocess
from pathlib import PurePosixPath

import yaml

from ..reading import yamlfile
from ..reading.model import RECORDS
from ..reading.problems import DataError, Problem, Said
from ..records.library import Key
from ..showing.render import address

NAMES = ("name", "title", "term", "quote", "by")  # fields that say what a record is called
SHOWN = 4  # values of an added or removed part


def since(root, revision):
    """Return ``({address: (old, new)}, [Problem])``: the records that differ from a git revision, and those that are gone without a redirect.

    An address is such as ``actors/jnim``; ``old`` and ``new`` are the mappings of the files, ``None`` where there is none.
    Raises :class:`DataError` if git does not know the revision.
    """
    asked = _git(root, "diff", "--name-only", "--no-renames", revision, "--", *(f"data/{folder}" for folder in RECORDS))
    added = _git(root, "ls-files", "--others", "--exclude-standard", "--", *(f"data/{folder}" for folder in RECORDS))
    if asked.returncode:
        raise DataError([Problem("data", 1, 1, "E317", Said("git knows no revision '{revision}'", revision=revision),
                                 Said("give a branch, a tag or a commit, such as main"))])
    differing = {}
    for path in sorted(path for path in {*asked.stdout.splitlines(), *added.stdout.splitlines()} if path.endswith(".yml")):
        before = _git(root, "show", f"{revision}:{path}")
        file = root / path
        old = _read(before.stdout) if before.returncode == 0 else None
        new = _read(file.read_text(encoding="utf-8")) if file.exists() else None
        if old != new:
            differing[PurePosixPath(path).relative_to("data").with_suffix("").as_posix()] = (old, new)
    moved = root / "data" / "redirects.yml"
    redirects = (_read(moved.read_text(encoding="utf-8")) or {}) if moved.exists() else {}
    return differing, [_gone(address, differing) for address, (_, new) in differing.items() if new is None and address not in redirects]


def _gone(address, differing):
    """Return the problem of a record that is gone, with the line that leads to where its facts are now, if that can be seen."""
    new = _successor(address, differing)
    line = f"{address}: {new or address.split('/')[0] + '/id-of-the-record-that-has-its-facts-now'}"
    return Problem(f"data/{address}.yml", 1, 1, "E318", Said("the record is gone, and its address leads nowhere"),
                   Said("add this line to data/redirects.yml: {line}", line=line), line)


def _successor(address, differing):
    """Return the address of the new record that is most like the one that is gone, or ``None``: the same name, or the most of its values."""
    old, folder = differing[address][0], address.split("/")[0]
    if not old:
        return None
    likeness = {other: sum(new.get(key) == value for key, value in old.items()) / len(old) + (_name(new) == _name(old))
                for other, (before, new) in differing.items() if before is None and new and other.split("/")[0] == folder}
    best = max(likeness, key=likeness.get, default=None)
    return best if best and likeness[best] > 0.5 else None


def told(differing):
    """Return a :class:`problems.Said` for each record that differs, as :func:`since` gives them."""
    return [Said("{name} ({address}): {what}", name=_name(new or old), address=address, what=_what(old, new)) for address, (old, new) in differing.items()]


def pages(library, differing):
    """Return the pages on which the records that differ stand, and those of the records that point to them."""
    keys = [key for record in differing if (key := Key(*record.split("/", 1))).id in getattr(library, key.folder)]
    return {address(library, key)[0] for found in keys for key in [found, *library.mentions.get(found, [])]}


def _git(root, *arguments):
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)


def _read(text):
    try:
        read = yaml.load(text, yamlfile.LOADER)  # all values as text, nothing executed
    except yaml.YAMLError:
        return {}
    return read if isinstance(read, dict) else {}


def _name(record):
    return next((str(record[field]) for field in NAMES if field in record), "?")


def _what(old, new):
    if old is None:
        return Said("new")
    if new is None:
        return Said("removed")
    return _fields("", old, new)


def _fields(prefix, old, new):
    found = [_field(prefix + name, old.get(name), new.get(name)) for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    return functools.reduce(lambda one, other: Said("{one}; {other}", one=one, other=other), found)


def _field(name, old, new):
    if isinstance(old or new, list):
        return _list(name, old or [], new or [])
    if isinstance(old, dict) and isinstance(new, dict):
        return _fields(f"{name}.", old, new)
    if old is None:
        return Said("{key} added ({what})", key=name, what=_short(new))
    if new is None:
        return Said("{key} removed ({what})", key=name, what=_short(old))
    return Said("{key}: {old} → {new}", key=name, old=_short(old), new=_short(new))


def _list(name, old, new):
    gone, came = [item for item in old if item not in new], [item for item in new if item not in old]
    parts = [Said("{number} added ({what})", number=len(came), what=", ".join(map(_short, came)))] if came else []
    parts += [Said("{number} removed ({what})", number=len(gone), what=", ".join(map(_short, gone)))] if gone else []
    parts = parts or [Said("in another order")]
    return Said("{key}: {what}", key=name, what=functools.reduce(lambda one, other: Said("{one}, {other}", one=one, other=other), parts))


def _short(value):
    if isinstance(value, dict):
        return ", ".join(_short(inner) for inner in list(value.values())[:SHOWN] if not isinstance(inner, (dict, list)))
    if isinstance(value, list):
        return ", ".join(map(_short, value[:SHOWN]))
    text = " ".join(str(value).split())
    return f"“{text if len(text) < 60 else text[:57] + '…'}”"
