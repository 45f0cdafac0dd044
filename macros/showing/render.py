"""From the library to the Markdown and HTML of a page.

A :class:`Page` is what templates see: it makes every link, escapes every text that comes from the
data, and numbers the notes. Templates ending in ``.md.j2`` write Markdown and use ``page.text``;
templates ending in ``.html.j2`` or ``.xml.j2`` are escaped by Jinja and use ``page.html``.
"""

import functools
import html
import posixpath
import re
from pathlib import Path

import jinja2
from markupsafe import Markup

from ..records.citations import Notes
from ..records.library import FOLDER_OF, LINK, Key

FIRST_YEAR = 2012  # earlier years share a page
MONTHS_FROM = 2022  # from this year on each month has a page of its own; fixed, so that addresses stay
# What Markdown and its extensions could take for markup: some characters anywhere, others only where a line starts.
_MARKUP = re.compile(r"[\\`*_\[\]{}|]")
_AT_START = re.compile(r"^[#+~?:=!-]|^(\d+)\.")


@functools.cache
def _environment():
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parents[1] / "templates"), undefined=jinja2.StrictUndefined,
        autoescape=lambda name: bool(name) and name.endswith((".html.j2", ".xml.j2")), trim_blocks=True, lstrip_blocks=True)
    environment.filters["first_sentence"] = first_sentence
    return environment


def fill(template, **values):
    """Return the template filled in."""
    return _environment().get_template(template).render(**values)


def first_sentence(text):
    """Return the first sentence of a text, without links."""
    plain = plain_text(text)
    end = re.search(r"(?<=[\w)”\"'])(?<!\bSt)(?<!\bMr)(?<!\bno)\.\s+(?=[A-ZÀ-Ý«“\"])", plain)
    return plain[: end.start() + 1] if end else plain


def plain_text(text):
    """Return the text with ``[label](target)`` reduced to its label."""
    return LINK.sub(r"\1", text)


def address(library, key):
    """Return ``(page, anchor)`` of a record: the page's path below the docs folder, and ``None`` if it is the whole page."""
    folder, id = key
    if folder == "actors":
        return f"actors/{id}.md", None
    if folder == "events":
        return event_page(library.events[id]), id
    if folder == "sources":
        return f"evidence/sources/{library.shelves[id]}.md", id
    if folder == "charts":
        return address(library, Key("series", library.charts[id].lines[0].series))[0], f"chart-{id}"
    if folder == "series":
        return f"figures/{library.vocabulary['series-groups'][library.series[id].group].page}.md", id
    return {"terms": "glossary.md", "claims": "evidence/article.md", "arguments": "explained/will-it-work.md"}[folder], id


def year_page(event):
    """Return the name of the page of an event's year: ``2024``, or ``before-2012``."""
    year = event.date.start.year
    return str(year) if year >= FIRST_YEAR else f"before-{FIRST_YEAR}"


def event_page(event):
    """Return the path of the page on which an event's entry stands: that of its month if the month is known and has one, else that of its year."""
    start = event.date.start
    if start.year >= MONTHS_FROM and start.month:
        return month_page(start.year, start.month)
    return f"timeline/{year_page(event)}.md"


def month_page(year, month):
    """Return the path of the page of a month."""
    return f"timeline/{year}/{month:02}.md"


@functools.cache
def built(path, directory_urls):
    """Return the built file of a page, such as ``actors/jnim/index.html``; other files stay as they are."""
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    return f"{stem}.html" if posixpath.basename(stem) == "index" or not directory_urls else f"{stem}/index.html"


_relative = functools.cache(posixpath.relpath)


@functools.cache
def _badge(id, word):
    return Markup('<span class="badge badge--{}">{}</span>').format(id, word)


@functools.lru_cache(maxsize=4096)
def _source(library, language, id):
    source = library.sources[id]
    return Markup(_environment().get_template("source.html.j2").render(source=source, language=language))


class Page:
    """One page being made.

    ``path`` is the Markdown file below the docs folder, such as ``actors/jnim.md``;
    ``directory_urls`` is MkDocs' setting of that name; ``edit_root`` is the address under which
    the repository's files are edited; ``files`` collects ``{name: text}`` of what stands beside the pages, below data/;
    ``copies`` are the paths of the offline copies that the site offers. Of a page that does not draw (``draws``) only what its
    macros are given is looked up; they may answer with nothing.
    """

    def __init__(self, library, language, path, directory_urls=True, edit_root="", today=None, files=None, copies=()):
        self.library = library
        self.language = language
        self.path = path
        self.directory_urls = directory_urls
        self.edit_root = edit_root
        self.today = today
        self.files = {} if files is None else files
        self.copies = copies
        self.draws = True
        self.notes = Notes()

    @property
    def docs(self):
        """The folder of the pages in this language."""
        return self.library.root / "docs" / self.language.code

    @property
    def id(self):
        """The page's own name: ``jnim`` for ``actors/jnim.md``."""
        return posixpath.splitext(posixpath.basename(self.path))[0]

    def render(self, template, **values):
        """Return the template filled in; it sees ``page``, ``library`` and ``say`` besides ``values``."""
        return fill(template, page=self, library=self.library, say=self.language.say, **values) if self.draws else ""

    # links

    def to(self, target, anchor=None):
        """Return the relative path to another Markdown file of the site, for use in Markdown."""
        path = "" if target == self.path else _relative(target, posixpath.dirname(self.path) or ".")
        return f"{path}#{anchor}" if anchor else path or posixpath.basename(self.path)

    def href(self, target, anchor=None):
        """Return the relative URL to another page (or file) of the site, for use in HTML."""
        here, there = built(self.path, self.directory_urls), built(target, self.directory_urls)
        relative = _relative(there, posixpath.dirname(here) or ".")
        if self.directory_urls and there.endswith("index.html"):
            relative = posixpath.dirname(relative) + "/" if posixpath.dirname(relative) else "./"
        if target == self.path and anchor:
            relative = ""
        return f"{relative}#{anchor}" if anchor else relative

    def key(self, folder, id):
        """Return the :class:`Key` of a record."""
        return Key(folder, id)

    def link(self, key, label=None):
        """Return a Markdown link to a record, named by ``label`` or the record's own name."""
        return f"[{self.text(label or self.library[key].label)}]({self.to(*address(self.library, key))})"

    def actor(self, id, label=None):
        """Return a Markdown link to an actor."""
        return self.link(Key("actors", id), label)

    def event(self, id, label=None):
        """Return a Markdown link to an event."""
        return self.link(Key("events", id), label)

    def url_of(self, key):
        """Return the relative URL of a record, for use in HTML."""
        return self.href(*address(self.library, key))

    def edit(self, key):
        """Return the address where a record's YAML file is edited."""
        return f"{self.edit_root}data/{key.folder}/{key.id}.yml"

    # text

    def text(self, text):
        """Return data text as Markdown: everything escaped, links to records and web addresses made."""
        return self._linked(text, _escape_markdown, lambda label, target: f"[{label}]({target})",
                            lambda key: self.to(*address(self.library, key)))

    def html(self, text):
        """Return data text as HTML: everything escaped, links to records and web addresses made."""
        return Markup(self._linked(text, html.escape, lambda label, target: f'<a href="{html.escape(target)}">{label}</a>', self.url_of))

    def _linked(self, text, escape, anchor, address_of):
        parts, end = [], 0
        for found in LINK.finditer(text):
            kind, _, id = found[2].partition(":")
            target = address_of(Key(FOLDER_OF[kind], id)) if kind in FOLDER_OF else found[2]
            parts += [escape(text[end:found.start()]), anchor(escape(found[1]), target)]
            end = found.end()
        return "".join([*parts, escape(text[end:])])

    def cell(self, text):
        """Return data text for a cell of a Markdown table."""
        return self.text(text).replace("\n", " ")

    def cite(self, sources):
        """Return the numbered notes of these sources, as links to the list at the end of the page."""
        numbers = self.notes.cite(sources)
        return '<sup class="cite">' + " ".join(f'<a href="#n{n}">{n}</a>' for n in numbers) + "</sup>"

    def source(self, id):
        """Return a source as HTML: author, publisher, where it was read, and the title as a link."""
        return _source(self.library, self.language, id)

    def badge(self, vocabulary, id):
        """Return a small label from a vocabulary."""
        return _badge(id, self.word(vocabulary, id))

    def marks(self, statement):
        """Return the badges of a fact, relation or event: its status, and whether all its sources are weak."""
        return (self.badge("statuses", statement.status) if hasattr(statement, "status") else "") + self.weak(statement.sources)

    def weak(self, sources):
        """Return the badge for statements that rest on weak sources alone, or nothing."""
        if not self.library.weak(sources):
            return Markup("")
        return Markup(" ") + _badge("weak", self.language.say("weak"))

    def when(self, when):
        """Return a date in words."""
        return self.language.when(when)

    def amount(self, amount):
        """Return a number with its qualifier, or ``None`` if it is given in words only."""
        text = self.language.amount(amount, self.library.vocabulary["qualifiers"])
        measure = self.library.vocabulary["measures"].get(getattr(amount, "measure", None))
        return measure.unit.format(n=text) if text and measure and measure.unit else text

    def word(self, vocabulary, id):
        """Return the label of an entry of a vocabulary."""
        return self.library.vocabulary[vocabulary][id].label

    def part(self, participation):
        """Return an actor's part in an event in words: role, how we know it, who says so, who denies it."""
        say, role = self.language.say, self.library.vocabulary["roles"][participation.role]
        words = [role.label]
        if role.accuses:
            words = [" ".join(filter(None, (say("accused_by", who=participation.by), participation.note)))]
        elif participation.standing in ("claimed", "undisputed"):
            words.append(self.word("standings", participation.standing))
        if participation.by and not role.accuses:
            words.append(say("according_to", who=participation.by))
        if participation.denied_by:
            words.append(say("denied_by", who=participation.denied_by))
        if participation.name_then:
            words.append(say("named_then", name=participation.name_then))
        text = ", ".join(words)
        if not participation.note or role.accuses:
            return text
        return f"{text}; {participation.note}" if participation.standing else f"{text} ({participation.note})"

    def overdue(self, record, months):
        """True if nobody has reviewed the record for more than ``months`` months."""
        return (self.today - record.reviewed.start.latest).days > months * 30.5


def _escape_markdown(text):
    """Return ``text`` so that Markdown shows it as it is, wherever it stands."""
    text = _MARKUP.sub(lambda found: "\\" + found[0], html.escape(text, quote=False))
    return _AT_START.sub(lambda found: f"{found[1] or ''}&#{ord(found[0][-1])};", text)
