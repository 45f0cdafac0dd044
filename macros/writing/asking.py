"""Asks a person in a terminal, or reads the answers of another program line by line; asks again until an answer can be used."""

import contextlib
import re
import sys
import textwrap
import unicodedata

from ..reading import validate, yamlfile
from ..reading.problems import DataError, Said, did_you_mean
from ..records.library import folded
from . import yamltext

WIDTH = 100  # of the lines in a terminal
FEW = 10  # words of a list that are shown with what they mean
MOST_INPUT = 1_000_000  # characters that another program may send
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_HIDDEN = re.compile("[^\n\x20-\x7e\u00a1-\ud7ff\ue000-\U0010ffff]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


class Stopped(Exception):
    """The answers ended, or the person pressed Ctrl-C or Ctrl-D."""


class Unusable(Exception):
    """An answer that cannot be used; ``said`` (a :class:`problems.Said`) says why."""

    def __init__(self, said):
        super().__init__(said)
        self.said = said


def at_a_terminal():
    """True if a person can be asked."""
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def answers():
    """Return ``None`` if a person sits at a terminal, else the lines that stand on standard input, which may be none."""
    if at_a_terminal():
        with contextlib.suppress(ImportError):  # not on Windows
            import readline  # noqa: F401  lines of any length, and arrow keys
        sys.stdin.reconfigure(errors="replace")
        return None
    if sys.stdin is None or sys.stdin.closed:
        return []
    return sys.stdin.buffer.read(MOST_INPUT).decode("utf-8", errors="replace").splitlines()


def shown(text):
    """Return the text with signs for what a terminal would obey or nobody sees."""
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class Interview:
    """Asks one question after the other; questions and what else is told are :class:`problems.Said`.

    ``lines`` are the answers, or ``None`` to ask at the terminal; ``silent`` takes what is offered and asks nothing. ``words`` are those of a language.
    """

    def __init__(self, lines=None, silent=False, words=None):
        self._lines = None if lines is None else iter(lines)
        self.silent, self.words = silent, words or {}
        self._listed = set()

    def tell(self, said, before="  "):
        """Print a sentence in the language of the interview."""
        if not self.silent:
            print(shown(before + said.into(self.words)))

    def ask(self, question, understand, offered="", needed=False, listed=None):
        """Return what ``understand(answer)`` makes of the answer.

        It raises :class:`Unusable` for one that cannot be used; then the question is asked again. An empty answer takes what is ``offered``;
        if nothing is, and it is not ``needed``, ``None`` comes back. ``listed(explained)`` gives lines that are shown below the question, and those
        that are shown when the answer is a question mark.
        """
        if self.silent:
            return understand(offered) if offered else None
        print()
        self.tell(question, before="")
        if listed and (lines := listed(False)):
            print(shown(lines))
        while True:
            answer = " ".join(unicodedata.normalize("NFC", self._line(f"[{offered}] > " if offered else "> ")).split()) or offered
            if answer == "?" and listed:
                print(shown(listed(True)))
            elif answer:
                try:
                    return understand(answer)
                except Unusable as error:
                    self.tell(error.said)
            elif needed:
                self.tell(Said("This is needed. Ctrl-C stops, and nothing is written."))
            else:
                return None

    def _line(self, prompt):
        try:
            if self._lines is None:
                return input(prompt)
            line = next(self._lines)
        except (EOFError, KeyboardInterrupt, StopIteration):
            raise Stopped from None
        print(shown(prompt + line))
        return line

    def text(self, question, cls, key, then=lambda value: value, **how):
        """Ask for a text, a date, an address or a number: the field ``key`` of the class ``cls`` of the model; ``then(value)`` is what it becomes."""
        return self.ask(question, lambda answer: then(fitting(answer, cls, key)), **how)

    def word(self, question, name, entries, **how):
        """Ask for a word of a list of ``data/vocabulary/``, by its id or its label; the list is shown the first time, and again for a question mark."""
        names = {folded(entry.label): id for id, entry in entries.items()} | {folded(id): id for id in entries}
        new = name not in self._listed
        self._listed.add(name)

        def listed(explained):
            if explained or new and len(entries) <= FEW:
                return _explained(entries)
            return _named(entries, Said("A question mark tells what they mean.").into(self.words)) if new else ""

        return self.ask(question, lambda answer: _among(answer, names), listed=listed, **how)

    def record(self, question, names, **how):
        """Ask for one of the records in ``{folded name: id}``, by its id or one of its names."""
        return self.ask(question, lambda answer: _among(answer, names), **how)

    def several(self, one):
        """Return the answers of ``one()``, which is called until it gives ``None``; each is kept once."""
        found = []
        while not self.silent and (answer := one()) is not None:
            if answer in found:
                self.tell(Said("This stands there already."))
            else:
                found.append(answer)
        return found

    def agree(self, question):
        """Ask a question to be answered with yes or no; an empty answer is a no."""
        return self.ask(Said("{question} yes or no", question=question), _yes_or_no, offered=Said("no").into(self.words))


def fitting(answer, cls, key):
    """Return the answer as the model takes it; raises :class:`Unusable` with what the check would say."""
    value = answer
    if _takes_numbers(cls, key) and _NUMBER.fullmatch(answer):
        value = float(answer) if "." in answer else int(answer)
    try:
        document = yamlfile.parse(f"{key}: {yamltext.scalar(value)}\n".encode("utf-8", "replace"), "")
        wrong = [one for one in validate.record(document, cls)[1] if one.code != "E202"]  # the other keys are asked later
    except DataError as error:
        wrong = error.problems
    if wrong:
        message, hint = wrong[0].message, wrong[0].hint
        if message.template == "'{key}': {what}":  # it was asked for
            message = message.values["what"]
        raise Unusable(Said("{message} — {hint}", message=message, hint=hint) if hint else message)
    return value


def _takes_numbers(cls, key):
    annotation = str(cls.model_fields[key].annotation) if key in cls.model_fields else ""
    return "float" in annotation or "int" in annotation


def _among(answer, names):
    if folded(answer) in names:
        return names[folded(answer)]
    near = did_you_mean(folded(answer), set(names.values())) or did_you_mean(folded(answer), names)
    raise Unusable(Said("'{answer}' is not known — {near}", answer=answer, near=near) if near else Said("'{answer}' is not known", answer=answer))


def _yes_or_no(answer):
    for words, meaning in ((("yes", "oui"), True), (("no", "non"), False)):
        if any(word.startswith(answer.casefold()) for word in words):
            return meaning
    raise Unusable(Said("'{answer}' is neither yes nor no", answer=answer))


def _labels(entries):
    """Return ``{word: what is shown for it}``, without labels that say the same as the word."""
    labels = {id: entry.label.replace("{n}", "…") for id, entry in entries.items()}
    return {id: "" if folded(label) == folded(id.replace("-", " ")) else label for id, label in labels.items()}


def _named(entries, more):
    words = ", ".join(f"{id} ({label})" if label else id for id, label in _labels(entries).items())
    return textwrap.fill(f"{words}. {more}", WIDTH, initial_indent="  ", subsequent_indent="  ")


def _explained(entries):
    width = max(map(len, entries), default=0)
    meant = {id: f"{label}: {entries[id].definition}" if label else entries[id].definition for id, label in _labels(entries).items()}
    return "\n".join(textwrap.fill(f"{id:{width}}  {text}", WIDTH, initial_indent="  ", subsequent_indent=" " * (width + 4)) for id, text in meant.items())
