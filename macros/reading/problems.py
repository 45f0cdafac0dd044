"""What is wrong with the data, said so that a person can mend it.

A :class:`Problem` names the file, line and column, a stable code, what was found and what to
write instead. Every door (the command line, the site build, the tests) prints the same lines.

Codes: E1xx the file cannot be read as YAML we accept, E2xx a field or value has the wrong form,
E3xx a name that nothing answers to, E4xx dates that cannot be, E5xx the rules of evidence,
E6xx pages and macros.
"""

import functools
import json
import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice

MOST = 1000  # problems said of one file; in a flood nobody reads on, and a machine should not either
LONGEST = 2000  # characters of a message
_ENGLISH = {}  # words of a language: a template for each template in English
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Said(str):
    """A sentence of ours in English that can be said in another language: a template and what stands in its ``{places}``.

    It is the finished English text. What stands in a place may be such a sentence too.
    """

    def __new__(cls, template, **values):
        sentence = super().__new__(cls, template.format(**values))
        sentence.template, sentence.values = template, values
        return sentence

    def __getnewargs_ex__(self):
        """What a copy is made of; without it the finished text would be taken for a template."""
        return (self.template,), self.values

    def into(self, words):
        """Return the sentence in another language; ``words`` gives the template there for that in English, which stays where none is given."""
        return words.get(self.template, self.template).format(**{place: _into(value, words) for place, value in self.values.items()})

    def cut(self, longest):
        """Return the sentence, with the texts in its places cut if it has more than ``longest`` characters."""
        if len(self) <= longest:
            return self
        share = longest // (len(self.values) or 1)
        return Said(self.template, **{place: _cut(value, share) if isinstance(value, str) else value for place, value in self.values.items()})


def _into(value, words):
    return value.into(words) if isinstance(value, Said) else value


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. ``line`` and ``column`` count from 1; ``path`` is relative to the project; ``paste`` is what to write instead, as lines of the file."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    paste: str = ""

    def into(self, words):
        """Return the problem told in another language, as :meth:`Said.into` does."""
        return replace(self, message=_into(self.message, words), hint=_into(self.hint, words))

    def __str__(self):
        text = f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"
        return printable(f"{text} — {self.hint}" if self.hint else text)


def printable(text):
    """Return one line of text with codes for what cannot be seen: a terminal would obey it."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class DataError(Exception):
    """Raised when the data cannot be used. ``problems`` holds all of them, not only the first."""

    def __init__(self, problems):
        self.problems = sorted(set(problems))
        super().__init__(report(self.problems))


def bounded(problems):
    """Return the first MOST of the problems (of one file), none longer than LONGEST, and one that says so if there are more."""
    first = [replace(one, message=_cut(one.message, LONGEST), hint=_cut(one.hint, LONGEST)) for one in islice(problems, MOST + 1)]
    if len(first) > MOST:
        last = first.pop()
        first.append(Problem(last.path, last.line, last.column, "E119", Said("more than {most:,} problems in this file; the others are not shown", most=MOST),
                             Said("mend the first, and check again: often one mistake is repeated")))
    return first


def _cut(text, longest):
    if isinstance(text, Said):
        return text.cut(longest)
    return text if len(text) <= longest else text[:longest - 1] + "…"


def report(problems, words=_ENGLISH):
    """Return all problems as text, one a line, sorted by place, with a count at the end; ``words`` are those of a language, as for :meth:`Said.into`."""
    told = _told(problems, words)
    return "\n".join([*map(str, told), _count(told).into(words)])


def full(problems, words=_ENGLISH, examples=_ENGLISH):
    """Return the same with the lines to paste below each problem, and an example of each code that has a problem without such lines.

    ``examples`` gives for a code an example gone wrong, and the example mended.
    """
    told = _told(problems, words)
    lines = [line for one in told for line in (str(one), *_indented(one.paste))]
    for code in sorted({one.code for one in told if not one.paste} & examples.keys()):
        wrong, right = examples[code]
        lines += [Said("{code}, for example:", code=code).into(words), *_indented(wrong), Said("mended:").into(words), *_indented(right)]
    return "\n".join([*lines, _count(told).into(words)])


def _count(problems):
    one = len(problems) == 1
    return Said("{number} problem found in the data.", number=1) if one else Said("{number} problems found in the data.", number=len(problems))


def _indented(lines):
    return [f"    {printable(line)}" for line in lines.split("\n")] if lines else []


def _told(problems, words):
    return [one.into(words) for one in sorted(set(problems))]


def nearest(word, known):
    """Return those of ``known`` that come near to the word, two at most, the nearest first."""
    folded = {name.casefold(): name for name in known}
    return [folded[close] for close in get_close_matches(str(word).casefold(), folded, n=2, cutoff=0.71)]


def did_you_mean(word, known):
    """Return ``did you mean 'x' or 'y'?`` for the nearest of ``known``, or an empty string."""
    return asked(nearest(word, known))


def asked(near):
    """Return the same for words that :func:`nearest` found."""
    return Said("did you mean {words}?", words=either(Said("'{word}'", word=one) for one in near)) if near else ""


def either(words):
    """Return ``a or b or c``."""
    return functools.reduce(lambda one, other: Said("{one} or {other}", one=one, other=other), words)


def github(problems, words=_ENGLISH):
    """Return the problems as annotations of a pull request: https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    return "\n".join(f"::error file={_escaped(one.path, ',:')},line={one.line},col={one.column},title={one.code}::"
                     + _escaped(" — ".join(filter(None, [one.message, one.hint])) + (f"\n{one.paste}" if one.paste else ""))
                     for one in _told(problems, words))


def as_json(problems, words=_ENGLISH):
    """Return the problems as a JSON list of objects with ``path``, ``line``, ``column``, ``code``, ``message``, ``hint`` and ``paste``."""
    return json.dumps([vars(one) for one in _told(problems, words)], ensure_ascii=False, indent=1)


def _escaped(text, more=""):
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


FORMATS = {"text": full, "github": github, "json": as_json}
