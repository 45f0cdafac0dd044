"""Words that carry their explanation as a tooltip: abbreviations of actors and words of the glossary.

The theme marks each word of the ``glossary`` setting of Python-Markdown's ``abbr``; :func:`on` chooses those of a page. An explanation
stands once in each section, so that neither pages nor what a screen reader says grow with each repetition.
"""

import functools
import re
from collections import defaultdict

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from ..records.library import headword
from ..showing.render import first_sentence, plain_text

SECTIONS = ("h1", "h2", "h3")
GLOSSARY = "glossary.md"  # explains its words itself


def on(page, markdown):
    """Return ``{word: explanation}`` of the words with a tooltip that can stand in this Markdown of a page."""
    by_first, found = _by_first(page.library, page.path != GLOSSARY), {}
    for part in by_first.keys() & set(re.findall(r"\w+", markdown)):
        found |= by_first[part]
    return dict(sorted(found.items()))


@functools.lru_cache(maxsize=4)
def _by_first(library, terms):
    """Return all words as ``{first part: {word: explanation}}``: to look for each word on each page would cost pages times words."""
    words = {}
    for actor in library.actors.values():
        if actor.abbreviation and actor.kind != "state" and len(actor.abbreviation) > 2:
            words[actor.abbreviation] = words[actor.abbreviation] + " / " + actor.name if actor.abbreviation in words else actor.name
    for term in (term for term in library.terms.values() if terms and term.tooltip):
        name = headword(term)
        words.setdefault(name, first_sentence(term.definition))
        words.setdefault(name[:1].lower() + name[1:], first_sentence(term.definition))
    by_first = defaultdict(dict)
    for word, text in words.items():
        by_first[re.search(r"\w+", word)[0]][word] = plain_text(text)
    return by_first


class Once(Extension):
    """Leaves each explanation once between two headings, where it comes first, and none where the full name stands before the word in brackets.

    An extension of Python-Markdown (https://python-markdown.github.io/extensions/api/).
    """

    def extendMarkdown(self, md):
        md.treeprocessors.register(_Once(md), "tooltips", 6)  # after the words were marked, at 7


class _Once(Treeprocessor):
    def run(self, root):
        self.said = set()
        self._thin_out(root)

    def _thin_out(self, element):
        if element.tag in SECTIONS:
            self.said = set()
        before = None  # the child before
        for child in list(element):
            if child.tag == "abbr":
                title, text = child.get("title"), (element.text if before is None else before.tail) or ""
                if title in self.said or text.endswith(f"{title} ("):
                    text += (child.text or "") + (child.tail or "")
                    if before is None:
                        element.text = text
                    else:
                        before.tail = text
                    element.remove(child)
                    continue
                self.said.add(title)
            self._thin_out(child)
            before = child
