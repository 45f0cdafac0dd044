"""Sahel Explained: from facts in ``data/`` to pages.

The way of a fact: ``reading`` turns a file into a checked record, ``records`` links all of them and holds them
against each other, ``pages`` chooses what a page shows, ``showing`` and ``drawing`` give it its form, ``building`` adds
what stands beside the pages, ``offline`` makes the copies. ``writing`` helps those who write. This module and the live
preview alone know MkDocs: it hands the functions of ``pages`` to authors as macros.
"""

import datetime
import html
import os
import shutil
from pathlib import Path

from mkdocs.exceptions import PluginError

from . import pages
from .building import entries, feed, framefix, metadata, moved, search, shipping, tables, tooltips
from .drawing import mark, palette
from .reading.problems import DataError
from .records import exports, library
from .showing import language, pagecheck
from .showing.render import Page


def today():
    """Return the day of the build: that of ``SOURCE_DATE_EPOCH`` if set (https://reproducible-builds.org/specs/source-date-epoch/)."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.today()


def define_env(env):
    """Called by mkdocs-macros at the start of a build: load the data, register the macros. Raises one ``PluginError`` with all problems."""
    root = Path(env.conf.config_file_path).parent
    try:
        records = library.load(root, datetime.date.today())
        words = language.load(root, env.conf.theme["language"])
        if wrong := list(pagecheck.check(records, words)):
            raise DataError(wrong)
    except DataError as error:
        raise PluginError(f"\n{error}") from error
    env.library, env.language = records, words
    env.files, env.about = {}, {}
    folder = env.conf["extra"]["copies_folder"]  # those made so far; a copy offers no copies
    env.copies = sorted(path for path in (root / folder).glob("*.*") if path.is_file()) if folder else []
    env.conf["extra"]["say"] = words.say
    env.conf["extra"]["theme_colours"] = {scheme: palette.hexadecimal(colours["md-primary-fg-color"]) for scheme, colours in
                                          palette.read(Path(env.conf["docs_dir"])).items() if scheme != "print"}
    env.conf["extra"]["knowledge_ends"] = words.say("knowledge_ends", date=words.day(records.knowledge_ends))
    env.conf["extra"]["knowledge_day"] = records.knowledge_ends.latest.isoformat()
    env.conf["markdown_extensions"].extend([tables.Tables(), entries.Entries(), tooltips.Once()])
    for name, function in pages.MACROS.items():
        env.macro(_on_this_page(env, function), name)


def _on_this_page(env, function):
    def macro(*args, **kwargs):
        return function(env.sahel_page, *args, **kwargs)
    macro.__doc__ = function.__doc__
    return macro


def on_pre_page_macros(env):
    """Called by mkdocs-macros before a page: make its :class:`Page`; an actor's page takes its title from the record."""
    path = env.page.file.src_uri
    extra, urls = env.conf["extra"], env.conf["use_directory_urls"]
    page = env.sahel_page = Page(env.library, env.language, path, urls, extra["edit_root"], today(), env.files, env.copies)
    actor = env.library.actors.get(page.id) if path.startswith("actors/") else None
    if actor:
        # The theme writes these into HTML as they are.
        env.page.meta.setdefault("title", html.escape(actor.label, quote=False))


def on_post_page_macros(env):
    """Called by mkdocs-macros after a page: choose its tooltips, put the numbered notes at its end, say what it is to other programs."""
    page = env.sahel_page
    env.about[env.page.url] = env.page.meta
    env.conf["mdx_configs"].setdefault("abbr", {})["glossary"] = tooltips.on(page, env.markdown)
    if page.notes.numbers:
        env.markdown += "\n\n" + page.render("notes.md.j2")
    env.page.meta |= metadata.of(page, env.conf["site_name"], env.page.meta)


def on_post_build(env):
    """Called by mkdocs-macros after the build: write what stands beside the pages and what the search finds, keep old addresses, mend and trim the theme."""
    site, name, url, directory_urls = Path(env.conf["site_dir"]), env.conf["site_name"], env.conf["site_url"] or "", env.conf["use_directory_urls"]
    exports.write(env.library, site / "data", env.files)
    for path in env.copies:
        (site / "copies").mkdir(exist_ok=True)
        shutil.copy(path, site / "copies")
    mark.write(env.library.root, Path(env.conf["docs_dir"]), site, preview=bool(url))
    feed.write(Page(env.library, env.language, "index.md", directory_urls), site, name, url, env.conf["repo_url"])
    search.write(env.library, env.language, env.about, site, directory_urls)
    try:
        search.install(site)
        moved.write(env.library, env.language, site, name, url, directory_urls)
        framefix.mend(site)
        shipping.pack(site)
    except LookupError as error:
        raise PluginError(str(error)) from None
