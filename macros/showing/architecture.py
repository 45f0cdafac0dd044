"""What each module of the program is for, as it says itself, for the page on how the site is built."""

import ast
import functools
import re
from pathlib import Path

PROGRAM = Path(__file__).parents[1]
_ROLE = re.compile(r":\w+:`~?([^`]+)`")  # of Sphinx, which the docstrings use for names


@functools.cache
def modules():
    """Return ``{name: first paragraph of what it says of itself}`` of every module, in Markdown; names are such as ``library`` and ``offline.book``."""
    found = {}
    for path in sorted(PROGRAM.rglob("*.py")):
        said = ast.get_docstring(ast.parse(path.read_bytes())) or ""
        paragraph = " ".join(said.split("\n\n")[0].split())
        found[".".join(path.relative_to(PROGRAM).with_suffix("").parts)] = _ROLE.sub(r"`\1`", paragraph).replace("``", "`")
    return found
