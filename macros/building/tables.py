"""Tables that say what they hold, to those who see them and to those who hear them.

On a phone a row becomes a card, and each cell of it shows the heading of its column. A screen reader gets the
name of the table, which is the heading it stands below, and what each heading is the heading of.
A Python-Markdown extension (https://python-markdown.github.io/extensions/api/).
"""

import re
from xml.etree import ElementTree

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_STASHED = re.compile("\x02.*?\x03")  # what Python-Markdown puts back later, such as the numbers of notes
_HEADING = re.compile("h[1-6]")


class Tables(Extension):
    """Names each table, gives its headings their scope and its cells ``data-label``, the text of their column's heading."""

    def extendMarkdown(self, md):
        md.treeprocessors.register(_Tables(md), "tables", 4)  # after the inline texts were made, at 20, and the ids of headings, at 5


class _Tables(Treeprocessor):
    def run(self, root):
        above = None
        for element in root.iter():
            if isinstance(element.tag, str) and _HEADING.fullmatch(element.tag):
                above = element.get("id")
            elif element.tag == "table":
                element.set("class", "data")  # the theme's script leaves it alone, see shipping.TABLE
                if above:
                    element.set("aria-labelledby", above)
                _head(element)
                _body(element)
        for wide in root.iter("div"):
            if wide.get("class") == "wide":
                _scroll(wide)


def _head(table):
    """Give headings their scope. An empty one heads nothing and becomes a cell; then each row has a heading of its own, in the same column."""
    for heading in table.iterfind("thead/tr/th"):
        if _text(heading):
            heading.set("scope", "col")
        else:
            heading.tag = "td"
            if heading is table.find("thead/tr")[0]:
                for row in table.iterfind("tbody/tr"):
                    row[0].tag = "th"
                    row[0].set("scope", "row")


def _body(table):
    """Label each cell but the first of its row."""
    headings = [_text(heading) for heading in table.find("thead/tr")]
    for row in table.iterfind("tbody/tr"):
        for cell, heading in list(zip(row, headings, strict=False))[1:]:
            if heading:
                cell.set("data-label", heading)


def _scroll(wide):
    """Put each table into a box that scrolls sideways, with the arrow keys too."""
    for parent, table in [(parent, child) for parent in wide.iter() for child in parent if child.tag == "table"]:
        box = ElementTree.Element("div", {"class": "scroll", "role": "group", "tabindex": "0"})
        if name := table.get("aria-labelledby"):
            box.set("aria-labelledby", name)
        parent[list(parent).index(table)] = box
        box.append(table)
        box.tail, table.tail = table.tail, None


def _text(cell):
    return _STASHED.sub("", "".join(cell.itertext())).strip()
