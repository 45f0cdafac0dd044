"""Lets Zensical call the macros of this project; tests/portability.py puts it into a copy.

Zensical reads it anew for each page, and calls nothing after a page or after the build. So the notes are asked for by ``page_end()``, which stands at
the end of each page of the copy; the open data, the search and all else that is written beside the pages are missing.
"""

import datetime
import functools
import html
from pathlib import Path

from macros import pages, today
from macros.building import metadata
from macros.records import library
from macros.showing import language, render


@functools.cache
def load(root):
    """Return the library of the project at ``root``."""
    return library.load(Path(root), datetime.date.today())


def define_env(env):
    """Register the macros for the page of ``env``, and give the page of an actor its title."""
    import zensical_adapter  # of what is imported there is one for all pages
    conf = env.conf
    records = zensical_adapter.load(conf["root_dir"])
    words = language.load(records.root, conf["theme"]["language"])
    page = render.Page(records, words, env.page.path, conf["use_directory_urls"], conf["extra"]["edit_root"], today(), {}, [])
    if env.page.path.startswith("actors/") and page.id in records.actors:
        env.page.meta.setdefault("title", records.actors[page.id].label)

    def on_this_page(function):
        return lambda *given, **named: function(page, *given, **named)

    for name, function in pages.MACROS.items():
        env.macro(on_this_page(function), name)

    def page_end():
        said = metadata.of(page, conf["site_name"], env.page.meta)
        env.page.meta.update(description=html.unescape(said["description"]), json_ld=said["json_ld"])
        return page.render("notes.md.j2") if page.notes.numbers else ""

    env.macro(page_end)
