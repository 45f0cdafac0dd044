"""The mark as pictures: icons, and the picture that other sites show beside a link to this one.

The mark is the outline of the three states, simplified from ``data/geo/outlines.json`` by hand and machine to few points. It
stands once, in ``overrides/.icons/mark.svg``, where the theme takes it for the header; its colours are those of the style
sheet. No picture has letters of a font, so all machines draw the same.
"""

import re

import vl_convert

from ..showing import render
from . import palette

ICONS = {"icon-32.png": (32, 4), "touch-icon.png": (180, 0)}  # {name: (size, round corners)}; phones round the corners themselves


def write(root, docs, site, preview=True):
    """Write the icons and the preview into ``site``/assets; ``root`` is the project, ``docs`` the folder of the pages; ``preview``: pages name that picture."""
    look, assets = _look(root, docs), site / "assets"
    (assets / "icon.svg").write_text(render.fill("icon.svg.j2", size=24, round=4, **look), encoding="utf-8", newline="\n")
    for name, (size, corners) in ICONS.items():
        (assets / name).write_bytes(icon(root, docs, size, corners))
    if preview:  # without the site's address no page can name it
        (assets / "preview.png").write_bytes(vl_convert.svg_to_png(render.fill("preview.svg.j2", **look)))


def icon(root, docs, size, corners):
    """Return the mark as a square PNG of ``size`` pixels, its corners rounded by ``corners``."""
    return vl_convert.svg_to_png(render.fill("icon.svg.j2", size=size, round=corners, **_look(root, docs)))


def cover(root, docs):
    """Return the cover of the books as PNG; ``root`` is the project, ``docs`` the folder of the pages."""
    look = _look(root, docs)
    return vl_convert.svg_to_png(render.fill("cover.svg.j2", preview=render.fill("preview.svg.j2", **look), **look))


def drawing(root, docs, name):
    """Return the mark as SVG for a dark ground; ``name`` says what it is in words."""
    return render.fill("offline/mark.html.j2", name=name, **_look(root, docs))


def _look(root, docs):
    """Return what the templates of the pictures draw: the outlines and the colours."""
    outlines = re.search(r' d="([^"]+)"', (root / "overrides" / ".icons" / "mark.svg").read_text(encoding="utf-8"))[1]
    light = palette.read(docs)["light"]
    return {"mark": outlines} | {name: palette.hexadecimal(light[variable]) for name, variable in (
        ("green", "md-primary-fg-color"), ("sand", "map-core"), ("ochre", "map-aes"), ("light", "md-primary-bg-color"))}
