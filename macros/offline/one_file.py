"""The whole book in one HTML file, for a phone: no script, no other file, nothing asked of a network."""

from pathlib import Path

import lxml.html
from markupsafe import Markup

from ..drawing import palette
from ..showing import render
from . import book

HERE = Path(__file__).parent
NAME = "sahel-explained.html"


def make(kit):
    """Write the book into ``kit.out`` and return its path in a list. Raises :class:`kit.CopyError`."""
    html = {}
    for part in kit.book.parts:
        for chapter in part.chapters:
            html[chapter.id] = Markup(markup(book.at_level(chapter.content, 2 if part.alone else 3)))
    text = render.fill("offline/one_file.html.j2", book=kit.book, front=book.front(kit), html=html, style=Markup(_style(kit)), say=kit.words.say)
    path = kit.out / NAME
    path.write_text(text, encoding="utf-8", newline="\n")
    return [path]


def markup(content):
    """Return an element as HTML."""
    return lxml.html.tostring(content, encoding="unicode").strip()


def _style(kit):
    colours = palette.read(kit.root / "docs" / kit.code)
    dark = f"@media screen and (prefers-color-scheme: dark) {{\n{_variables(colours['dark'])}}}\n"
    return _variables(colours["light"]) + dark + "".join((HERE / name).read_text(encoding="utf-8") for name in ("book.css", "one_file.css"))


def _variables(colours):
    return ":root {\n" + "".join(f"  --{name}: {palette.hexadecimal(colour)};\n" for name, colour in colours.items()) + "}\n"
