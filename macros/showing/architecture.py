"""What each module of the program is for, as it says itself, for the page on how the site is built."""

import functools
import re
from pathlib import Path

PROGRAM = Path(__file__).parents[1]
_DOCSTRING = re.compile(r'"""(.*?)(?:\n\n|""")', re.DOTALL)  # its first paragraph
_ROLE = re.compile(r":\w+:`~?([^`]+)`")  # of Sphinx, which the docstrings use for names


@functools.cache
def modules():
    """Return ``{name: first paragraph of what it says of itself}`` of every module, in Markdown; names are such as ``library`` and ``offline.book``."""
    found = {}
    for path in sorted(PROGRAM.rglob("*.py")):
        said = _DOCSTRING.match(path.read_text(encoding="utf-8"))
        paragraph = " ".join(said[1].split()) if said else ""
        found[".".join(path.relative_to(PROGRAM).with_suffix("").parts)] = _ROLE.sub(r"`\1`", paragraph).replace("``", "`")
    return found
