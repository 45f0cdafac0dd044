"""Cells that know their heading: on a phone a row becomes a card, and each cell of it shows what it holds.

A Python-Markdown extension (https://python-markdown.github.io/extensions/api/).
"""

import re

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_STASHED = re.compile("\x02.*?\x03")  # what Python-Markdown puts back later, such as the numbers of notes


class Labels(Extension):
    """Gives each cell of a table body, but the first of its row, the text of its column's heading as ``data-label``."""

    def extendMarkdown(self, md):
        md.treeprocessors.register(_Labels(md), "labels", 5)  # after the inline texts were made, at 20


class _Labels(Treeprocessor):
    def run(self, root):
        for table in root.iter("table"):
            headings = [_STASHED.sub("", "".join(heading.itertext())).strip() for heading in table.iterfind("thead/tr/th")]
            for row in table.iterfind("tbody/tr"):
                for cell, heading in list(zip(row, headings, strict=False))[1:]:
                    if heading:
                        cell.set("data-label", heading)
