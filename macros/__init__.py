"""Sahel Explained: from facts in ``data/`` to pages.

The way of a fact: ``yamlfile`` reads a file, ``model`` says what it may hold, ``library`` links
all records and ``rules`` checks the whole, ``pages`` chooses what a page shows and ``render``
writes it. This module alone knows MkDocs: it hands the functions of ``pages`` to authors as
macros and writes the open data beside the built site.
"""

import datetime
import html
import os
from pathlib import Path

from mkdocs.exceptions import PluginError

from . import exports, framefix, language, library, pagecheck, pages, searchfix, tables
from .problems import DataError
from .render import Page, first_sentence


def today():
    """Return the day of the build: that of ``SOURCE_DATE_EPOCH`` if set (https://reproducible-builds.org/specs/source-date-epoch/)."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.today()


def define_env(env):
    """Called by mkdocs-macros at the start of a build: load the data, register the macros. Raises one ``PluginError`` with all problems."""
    root = Path(env.conf.config_file_path).parent
    try:
        records = library.current(root, datetime.date.today())
        words = language.load(root, env.conf.theme["language"])
        if wrong := list(pagecheck.check(records, words)):
            raise DataError(wrong)
    except DataError as error:
        raise PluginError(f"\n{error}") from None
    env.library, env.language = records, words
    env.tooltips, env.files = pages.tooltips(records), {}
    env.conf["extra"]["knowledge_ends"] = words.say("knowledge_ends", date=words.day(records.knowledge_ends))
    env.conf["markdown_extensions"].append(tables.Tables())
    for name, function in pages.MACROS.items():
        env.macro(_on_this_page(env, function), name)


def _on_this_page(env, function):
    def macro(*args, **kwargs):
        return function(env.sahel_page, *args, **kwargs)
    macro.__doc__ = function.__doc__
    return macro


def on_pre_page_macros(env):
    """Called by mkdocs-macros before a page: make its :class:`Page`; an actor's page takes title and description from the record."""
    path = env.page.file.src_uri
    page = env.sahel_page = Page(env.library, env.language, path, env.conf["use_directory_urls"], env.conf["extra"]["edit_root"], today(), env.files)
    actor = env.library.actors.get(page.id) if path.startswith("actors/") else None
    if actor:
        # The theme writes these into HTML as they are. In search a tag counts more than words of the text.
        env.page.meta.setdefault("title", html.escape(actor.label, quote=False))
        env.page.meta.setdefault("tags", [html.escape(name, quote=False) for name in actor.names])
        # Of two actors of like name the one in more events comes first.
        env.page.meta.setdefault("search", {"boost": 1 + len(env.library.parts[page.id]) / 50})
        env.page.meta.setdefault("description", html.escape(first_sentence(actor.summary)))


def on_post_page_macros(env):
    """Called by mkdocs-macros after a page: choose its tooltips, put the numbered notes at its end."""
    page = env.sahel_page
    env.conf["mdx_configs"].setdefault("abbr", {})["glossary"] = pages.tooltips_on(env.markdown, env.tooltips)
    if page.notes.numbers:
        env.markdown += "\n\n" + page.render("notes.md.j2")


def on_post_build(env):
    """Called by mkdocs-macros after the build: write the open data beside the pages, mend the theme."""
    exports.write(env.library, Path(env.conf["site_dir"]) / "data", env.files)
    try:
        searchfix.mend(env.conf["site_dir"])
        framefix.mend(env.conf["site_dir"])
    except LookupError as error:
        raise PluginError(str(error)) from None
