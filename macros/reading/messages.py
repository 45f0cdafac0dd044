"""What the program says, in another language: ``data/messages/<language>.yml`` gives, for the template of each :class:`problems.Said`, the one there.

The English templates stand in the program itself; a sentence that has no other template stays English.
"""

import ast
import functools
import re
from pathlib import Path
from string import Formatter

from . import yamlfile
from .problems import DataError, Said, asked, nearest

ENGLISH = "en"
_MADE = re.compile(r"""\bSaid(\((?:\s*(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))+)""")


def languages(root):
    """Return the codes of the languages that the program can speak, English first."""
    return [ENGLISH, *sorted(path.stem for path in (root / "data" / "messages").glob("*.yml"))]


def load(root, code):
    """Return ``{English template: template}`` of a language; it is empty for English. Raises :class:`DataError` with every problem found."""
    name = f"data/messages/{code}.yml"
    if code == ENGLISH or not (root / name).is_file():
        return {}
    document = yamlfile.read(root / name, name)
    if not isinstance(document.value, dict):
        raise DataError([document.problem((), "E201", Said("expected lines such as '\"delete it\": \"…\"'"), Said("start each line with the English words"))])
    if problems := [problem for english, other in document.value.items() for problem in _check(document, english, other)]:
        raise DataError(problems)
    return document.value


def _check(document, english, other):
    """Yield what is wrong with the template ``other`` for ``english``. Its places are filled in with what strangers wrote, so no other may stand in it."""
    if english not in templates():
        near = nearest(english, templates())
        yield document.problem((english,), "E201", Said("no message says this in English"), asked(near) or Said("delete it"), key=True,
                               instead=yamlfile.quoted(near[0]) if near else None)
    elif not isinstance(other, str):
        yield document.problem((english,), "E203", Said("expected text, found {value!r}", value=other), Said("put it in quotes"))
    elif not _same_places(english, other):
        yield document.problem((english,), "E619", Said("the places in braces are not those of the English words"),
                               these(sorted(place for place, *_ in places(english))))


def these(names):
    """Return the advice to write the places with these names and no others."""
    shown = ", ".join(f"{{{name}}}" for name in names)
    return Said("they are: {words}", words=shown) if shown else Said("write none; a brace of the text itself is written twice")


def _same_places(english, other):
    """True if both have the same places. In the other language the form may be left out: ``{size}`` for ``{size:,}``, where a comma would be wrong."""
    here, there = places(other), places(english)
    if here is None:
        return False
    return {place for place, *_ in here} == {place for place, *_ in there} and here <= there | {(place, "", None) for place, *_ in there}


def places(template):
    """Return ``{(place, form, conversion)}`` of a template: ``{size:,}`` is ``("size", ",", None)``. ``None`` if its braces do not fit."""
    try:
        return {(place, form, conversion) for _, place, form, conversion in Formatter().parse(template) if place is not None}
    except ValueError:
        return None


@functools.cache
def templates():
    """Return all templates of the program, read from its source: each text with which a ``Said`` is made."""
    sources = [path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].rglob("*.py")]
    return frozenset(ast.literal_eval(f"{made[1]})") for source in sources for made in _MADE.finditer(source))
