"""Writes values as the YAML of our files: two spaces, dates in quotes, long texts as ``>-``."""

import re
import textwrap

from ..reading import yamlfile
from ..reading.problems import DataError

WIDTH = 110  # of the lines of a long text
LONG = 90  # characters of a text from which it gets lines of its own
_LIKE_A_DATE = re.compile(r"[\d./~-]+")
_PLAIN = re.compile(r"[^\W\d_][\w-]*( [\w(][\w(),.'’-]*)+|[a-z]+(-[a-z0-9]+)+")  # words; most texts are such


def lines(value):
    """Return the lines of a mapping or list of texts, numbers, yes/no values, mappings and lists."""
    if isinstance(value, list):
        return [line for item in value for line in _item(item)]
    return [line for key, inner in value.items() for line in entry(key, inner)]


def entry(key, value):
    """Return the lines of one key with its value."""
    if isinstance(value, (dict, list)) and value:
        return [f"{key}:", *_indented(lines(value))]
    if isinstance(value, str) and len(value) > LONG and " " in value:
        return [f"{key}: >-", *_indented(textwrap.wrap(value, WIDTH, break_long_words=False, break_on_hyphens=False))]
    return [f"{key}: {scalar(value)}"]


def scalar(value):
    """Return a text, a number or a yes/no value as it stands in a file: in quotes only where it would be misread without, and dates."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return repr(value)
    return value if _safe(value) else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _safe(text):
    if _PLAIN.fullmatch(text):
        return True
    try:
        return not _LIKE_A_DATE.fullmatch(text) and yamlfile.parse(f"key: {text}\n".encode(), "").value == {"key": text}
    except (DataError, UnicodeEncodeError):
        return False


def _item(value):
    if isinstance(value, dict):
        first, *others = lines(value)
        return [f"- {first}", *_indented(others)]
    return [f"- {scalar(value)}"]


def _indented(some):
    return [f"  {line}" for line in some]
