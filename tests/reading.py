"""How hard a built page is to read: the Flesch-Kincaid grade (Kincaid and others 1975), counted by the package readability.

A grade is a year of school in the United States; 8 is an age of about 14, 10 of about 16. Counted are the
paragraphs and list items of the text itself, not headings, tables, notes and sources.

    python tests/reading.py site/explained/aes/index.html …     prints words and grades of built pages
"""

import re
import sys
from collections import namedtuple
from pathlib import Path

import lxml.html
import readability

SHORT = "short"  # the class of the 30-second version
LEFT_OUT = {"meta", "note", "notes", "review", "edit", "knowledge", "cite", "badge", "key", "drawing"}
Grade = namedtuple("Grade", "words grade")


def measure(tree):
    """Return ``(whole page, 30-second version)`` of a page as two :class:`Grade`; the second is ``None`` if there is no such box."""
    short = tree.xpath(f'//article//div[@class="{SHORT}"]')
    return _grade(tree.xpath("//article")[0]), _grade(short[0]) if short else None


def _grade(element):
    blocks = [words_of(block) for block in element.iter("p", "li") if not _left_out(block) and not (block.tag == "li" and block.find("p") is not None)]
    sentences = [" ".join(re.findall(r"[\w'’-]+", sentence)) for block in blocks for sentence in re.split(r"(?<=[.!?])\s+", block)]
    text = "\n".join(filter(None, sentences))  # the package takes a sentence a line and its words apart
    return Grade(len(text.split()), round(readability.getmeasures(text, lang="en")["readability grades"]["Kincaid"], 1))


def words_of(element):
    """Return the text of an element without note numbers and badges."""
    def parts(node):
        if not isinstance(node.tag, str) or LEFT_OUT & set((node.get("class") or "").split()):
            return
        yield node.text or ""
        for child in node:
            yield from parts(child)
            yield child.tail or ""
    return re.sub(r"\s+", " ", "".join(parts(element))).strip(" →")


def _left_out(element):
    return any(LEFT_OUT & set((one.get("class") or "").split()) for one in [element, *element.iterancestors()]) or bool(element.xpath("ancestor::table"))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        page, box = measure(lxml.html.parse(Path(name)).getroot())
        print(f"{name}: {page.words} words, grade {page.grade}" + (f"; 30 seconds: {box.words} words, grade {box.grade}" if box else ""))
