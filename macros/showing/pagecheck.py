"""Pages before they are built: each record has its page, each macro call an answer, nothing in a page runs or asks another host, and prose keeps the rules."""

import functools
import inspect
import re
from html import unescape
from html.parser import HTMLParser

import jinja2

from ..pages import MACROS
from ..reading import yamlfile
from ..reading.problems import LONGEST, DataError, Problem, Said, asked, did_you_mean, nearest
from . import errors, pagelinks
from .prose import PageError
from .prosecheck import Checker
from .render import Page, address, year_page

_signature = functools.cache(inspect.signature)
_NODES = jinja2.nodes
_ALLOWED = (_NODES.Template, _NODES.Output, _NODES.TemplateData, _NODES.Call, _NODES.Name, _NODES.Const, _NODES.Keyword, _NODES.List, _NODES.Tuple)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_TAGS = {"abbr", "br", "details", "div", "p", "span", "sub", "summary", "sup"}
_ATTRIBUTES = {"class", "dir", "id", "lang", "markdown", "open", "title"}
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_RUNS = re.compile(r"\bon\w+\s*=|\b(?:javascript|vbscript):|\bdata:\w+/", re.IGNORECASE)
_LINK = re.compile(r"(?P<image>!?)\[[^\]]*\]\(\s*(?P<target>[^)\s]*)")


def check(library, language):
    """Yield the problems of the pages in ``docs/<language>/``."""
    docs = library.root / "docs" / language.code
    pages = dict(sorted((path.relative_to(docs).as_posix(), path) for path in docs.rglob("*.md")))
    prose = Checker(library, language)
    errors.load(library.root, language.code)  # raises what is wrong with the explanations
    yield from _missing(library, docs, pages)
    own, settings = pagelinks.own_addresses(library.root), pagelinks.settings(library.root)
    yield from _outside_the_menu(docs, pages, settings)
    right = set()
    for page, path in pages.items():
        folder, _, id = page.removesuffix(".md").rpartition("/")
        if folder == "actors" and id != "index" and id not in library.actors:
            hint = did_you_mean(id, library.actors) or Said("rename or delete the page")
            yield Problem(f"docs/{docs.name}/{page}", 1, 1, "E604", Said("no actor has the id '{id}'", id=id), hint)
            continue
        name = f"docs/{docs.name}/{page}"
        try:
            report = _Report(name, yamlfile.text_of(path, name).replace("\r\n", "\n"))
        except DataError as error:
            yield from error.problems
            continue
        alike = (folder, id == "index", report.text)  # most profiles say nothing but "profile()"; for indexes the rules are others
        if alike in right:
            continue
        text = _without_code(report.text)
        problems = [*_calls(library, language, page, report), *_markup(report), *(report.at(*found) for found in pagelinks.check(text, page, pages, own)),
                    *(report.at(found.line, found.code, found.message, found.hint, found.word, found.instead) for found in prose.check(page, text))]
        yield from problems
        if not problems:
            right.add(alike)


def _outside_the_menu(docs, pages, settings):
    """Yield a problem for each page that readers cannot reach by the menu."""
    if settings.get("docs_dir") == f"docs/{docs.name}":
        for page in pagelinks.outside_the_menu(pages, settings):
            yield Problem(f"docs/{docs.name}/{page}", 1, 1, "E616", Said("this page is not in the menu"),
                          Said("add a line to 'nav' in mkdocs.yml, under the heading where it belongs: - {page}", page=page), f"- {page}")


def _missing(library, docs, pages):
    """Yield a problem for each page that records stand on and that is not there."""
    missing = {}
    for key, record in library.records():
        own, _ = address(library, key)
        for page in (own, f"timeline/{year_page(record)}.md") if key.folder == "events" else (own,):
            if page not in pages:
                missing.setdefault(page, key)
    for page, key in sorted(missing.items()):
        yield Problem(f"data/{key.folder}/{key.id}.yml", 1, 1, "E603", Said("there is no page {page}", page=f"docs/{docs.name}/{page}"),
                      Said("make the file; one macro call is enough, as in the pages beside it"), "{{ profile() }}" if key.folder == "actors" else "")


class _Report:
    """Makes the problems of one page."""

    def __init__(self, name, text):
        self.name, self.text, self.lines = name, text, text.split("\n")

    def at(self, line, code, message, hint, word="", instead="", wrong="", paste=""):
        """Return a problem at ``word``. With ``instead`` it says how the line looks with that in place of ``wrong`` (of the word if nothing is given)."""
        text, wrong = self.lines[line - 1], wrong or word
        if instead and wrong in text and len(text) <= LONGEST:
            paste = text.replace(wrong, instead, 1)
        return Problem(self.name, line, text.find(word) + 1 or 1, code, message, hint, paste)

    def braces(self, line, message):
        """Return the problem of braces that call for nothing we know, with the line as it is written to show them."""
        text = self.lines[line - 1].strip()
        raw = f"{{% raw %}}{text}{{% endraw %}}" if len(text) <= LONGEST else ""
        word = next((sign for sign in ("{%", "{#", "{{") if sign in text), "")
        hint = Said('write a call as {{{{ name("…") }}}}; to show the braces themselves, write {{% raw %}} before them and {{% endraw %}} after them')
        return self.at(line, "E607", message, hint, word, paste=raw)


@functools.lru_cache(maxsize=2048)  # a page that did not change is not read again
def _nodes(text):
    """Return all that Jinja finds in a page, as its nodes."""
    return tuple(jinja2.Environment().parse(text).find_all(_NODES.Node))


def _calls(library, language, page, report):
    """Yield a problem for each macro call of a page that cannot be answered. Nothing else of Jinja is allowed."""
    try:
        nodes = _nodes(report.text)
    except jinja2.TemplateSyntaxError as error:
        yield report.braces(_brace_line(report, error.lineno), Said("a macro call cannot be read ({what})", what=error.message))
        return
    shown = _RAW.sub(lambda raw: "\n" * raw[0].count("\n"), report.text)
    if "{#" in shown:
        yield report.braces(shown.count("\n", 0, shown.index("{#")) + 1, Said("what stands between {{# and #}} is not shown to anybody"))
    if other := [node for node in nodes if not isinstance(node, _ALLOWED)]:
        yield report.braces(_brace_line(report, other[0].lineno), Said("only macro calls may stand between {{{{ and }}}}"))
        return
    calls = [node for node in nodes if isinstance(node, _NODES.Call)]
    given = {id(argument) for call in calls for argument in call.args}  # they are said with their call
    for name in nodes:
        if isinstance(name, _NODES.Name) and name.name not in MACROS and id(name) not in given:
            near = nearest(name.name, MACROS)
            hint = asked(near) or Said("known: {words}", words=", ".join(MACROS))
            yield report.at(name.lineno, "E606", Said("unknown macro '{name}'", name=name.name), hint, name.name, near[0] if near else "")
    scratch = Page(library, language, page)
    scratch.draws = False
    for call in calls:
        if macro := MACROS.get(getattr(call.node, "name", None)):
            yield from _try(macro, call, scratch, report)


def _brace_line(report, line):
    """Return the line, or if no brace stands there the last one above it with some: the parser goes on to where it is lost."""
    return next((number for number in range(min(line, len(report.lines)), 0, -1) if re.search("{[{%#]", report.lines[number - 1])), 1)


def _try(macro, call, page, report):
    """Make one macro call and yield what is wrong with it."""
    name = call.node.name
    try:
        given = [argument.as_const() for argument in call.args]
        named = {pair.key: pair.value.as_const() for pair in call.kwargs}
        _signature(macro).bind(page, *given, **named)
        if given or named:  # without arguments only the page's own name counts; that is checked with the records
            macro(page, *given, **named)
    except _NODES.Impossible:
        bare = ", ".join(f'"{argument.name}"' if isinstance(argument, _NODES.Name) else "…" for argument in call.args) or '"…"'
        yield report.at(call.lineno, "E606", Said("'{name}' takes names in quotes", name=name), Said("such as {name}({given})", name=name, given=bare), name)
    except PageError as error:
        yield report.at(call.lineno, "E606", error.message, error.hint, name, error.near, error.name)
    except TypeError as error:
        yield report.at(call.lineno, "E606", Said("'{key}': {what}", key=name, what=_unfit(error)), Said("write {word}", word=name + _form(macro)), name)


def _unfit(error):
    """Return why a macro cannot be called with what it is given; ``error`` is Python's."""
    text = str(error)
    if found := re.fullmatch(r"missing a required argument: '(\w+)'", text):
        return Said("missing a required argument: '{name}'", name=found[1])
    if found := re.fullmatch(r"got an unexpected keyword argument '(\w+)'", text):
        return Said("got an unexpected keyword argument '{name}'", name=found[1])
    return Said("too many positional arguments") if text == "too many positional arguments" else text


def _without_code(text):
    return _CODE.sub(lambda code: "\n" * code[0].count("\n"), text)


class _Tags(HTMLParser):
    """Collects the tags and attributes of a page that are not among those allowed."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag not in _TAGS:
            self.found.append((self.getpos()[0], f"<{tag}>"))
        self.found += [(self.getpos()[0], f"{name}=") for name, _ in attributes if name not in _ATTRIBUTES]


def _markup(report):
    """Yield a problem for HTML, links and images in a page that could run something or ask another host."""
    text = _without_code(report.text)
    tags = _Tags()
    tags.feed(text)
    for line, found in tags.found:
        yield report.at(line, "E608", Said("'{sign}' is not allowed in a page", sign=found),
                        Said("write Markdown; allowed tags: {words}", words=", ".join(sorted(_TAGS))), found.strip("<>="))
    said = unescape(text)
    for run in _RUNS.finditer(said):
        yield report.at(said.count("\n", 0, run.start()) + 1, "E608", Said("'{sign}' could run something in the reader's browser", sign=run[0]),
                        Said("delete it"), run[0])
    for link in _LINK.finditer(text):
        line = text.count("\n", 0, link.start()) + 1
        if link["image"] and re.match(r"\w+:|//", link["target"]):
            yield report.at(line, "E608", Said("an image from another host"), Said("put the file into the docs folder"), link["target"])
        elif re.match(r"(?!https?:|mailto:|javascript:|vbscript:)\w+:", link["target"]):
            yield report.at(line, "E608", Said("the link '{target}'", target=link["target"]), Said("link to a page of the site, or to https://…"),
                            link["target"])


def _form(macro):
    return "(" + ", ".join(list(_signature(macro).parameters)[1:]) + ")"
