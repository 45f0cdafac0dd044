"""What the checks say, explained: for each code why we hold to it, and an example gone wrong and mended.

The texts come from ``data/errors/<language>.yml``; the page "What the checks say" and ``python -m macros explain`` show them.
"""

import re
import textwrap
import unicodedata

from pydantic import Field

from ..reading import validate
from ..reading.model import Part, Text
from ..reading.problems import DataError, Said
from . import language

CODE = re.compile(r"E[1-9][0-9]{2}")
WIDTH = 88  # of the lines in a terminal
_SEEN = str.maketrans({"\t": "⇥", "\u00a0": "⍽"})  # what a reader of the example would not see


class Help(Part):
    """What there is to say about one code."""

    title: Text
    why: Text = Field(description="Why we hold to it, and what goes wrong for readers otherwise.")
    wrong: str = Field(description="An example that causes it.")
    right: str = Field(description="The same, mended, ready to paste.")
    file: Text | None = Field(None, description="A file in which the example could stand.")
    see: Text | None = Field(None, description="A page of the site that says more, such as about/method.md#statuses.")


def load(root, code):
    """Return ``{code of a problem: Help}`` in the order of the codes, from ``data/errors/<code>.yml``; ``code`` is that of the language.

    Raises :class:`DataError` with every problem found.
    """
    document = language.read(root, "errors", code, Said("the explanations of the codes"))
    if not isinstance(document.value, dict):
        raise DataError([document.problem((), "E201", Said("expected codes such as 'E301:'"), Said("start each entry with a code and a colon"))])
    found, problems = {}, []
    for one in document.value:
        if not CODE.fullmatch(one):
            hint = Said("write E and three digits, such as E301")
            problems.append(document.problem((one,), "E201", Said("'{word}' is not a code", word=one), hint, key=True))
            continue
        found[one], wrong = validate.record(document.inside(one), Help, lines=("wrong", "right"))
        problems += wrong
    if problems:
        raise DataError(problems)
    return dict(sorted(found.items()))


def seen(snippet):
    """Return the example with signs for what cannot be seen: tabs, no-break spaces, accents that are characters of their own."""
    return "".join(f"\u25cc{one}" if unicodedata.combining(one) else one for one in snippet.translate(_SEEN))


def told(code, help, words):
    """Return the explanation of one code as lines for a terminal; ``words`` are those of a language, as for :meth:`problems.Said.into`."""
    wrong = Said("Wrong (for example in {file}):", file=help.file) if help.file else Said("Wrong:")
    parts = [f"{code}: {help.title}", textwrap.fill(help.why, WIDTH, break_on_hyphens=False),
             wrong.into(words), _indented(help.wrong), Said("Right:").into(words), _indented(help.right)]
    return "\n\n".join(parts).split("\n")


def _indented(snippet):
    return textwrap.indent(seen(snippet), "    ")
