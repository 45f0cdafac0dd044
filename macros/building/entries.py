"""An event is one thing: its heading and what belongs to it stand in one element, so that print does not tear it apart.

A Python-Markdown extension (https://python-markdown.github.io/extensions/api/). A heading of the class ``event`` starts an entry, the paragraph
with the link of the class ``edit`` ends it.
"""

from xml.etree import ElementTree

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class Entries(Extension):
    """Puts each event of a page into a ``div`` of the class ``event``."""

    def extendMarkdown(self, md):
        md.treeprocessors.register(_Entries(md), "entries", 4)  # after attribute lists, at 8, gave the classes


class _Entries(Treeprocessor):
    def run(self, root):
        entry, parts = None, []
        for child in root:
            if child.get("class") == "event":
                entry = ElementTree.Element("div", {"class": child.attrib.pop("class")})
                parts.append(entry)
            (parts if entry is None else entry).append(child)
            if child.find("a[@class='edit']") is not None:
                entry = None
        root[:] = parts
