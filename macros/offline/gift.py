"""Questions as Moodle and other learning platforms read them: the format GIFT (https://docs.moodle.org/en/GIFT_format)."""

import re
from itertools import groupby
from typing import NamedTuple

_SPECIAL = re.compile(r"[\\:=~#{}]")


class Question(NamedTuple):
    """A question with one right answer. ``options`` holds all answers in the order in which they are shown; ``feedback`` is read afterwards."""

    group: str
    name: str
    text: str
    right: str
    options: tuple[str, ...]
    feedback: str


def text(questions, folder, remarks=()):
    """Return the file with the questions, by group in a ``folder`` of the platform; ``remarks`` are lines for those who open the file."""
    lines = [f"// {line}" for line in remarks]
    for group, found in groupby(questions, key=lambda question: question.group):
        lines += ["", f"$CATEGORY: {folder}/{_SPECIAL.sub('', group)}"]  # Moodle does not undo what is escaped here
        for question in found:
            lines += ["", f"::{_escape(question.name)}::[plain]{_escape(question.text)} {{"]
            lines += [f"\t{'=' if option == question.right else '~'}{_answer(option)}" for option in question.options]
            lines += [f"\t####{_escape(question.feedback)}", "}"]
    return "\n".join([*lines, ""])


def _escape(text):
    return _SPECIAL.sub(lambda found: "\\" + found[0], " ".join(text.split()))


def _answer(text):
    """Return an answer. One that starts like a share (``%50%``) or a format (``[html]``) says that it is plain text."""
    return ("[plain]" if text.startswith(("%", "[")) else "") + _escape(text)
