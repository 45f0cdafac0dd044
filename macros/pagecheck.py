"""Pages before they are built: every record has the page it stands on, every macro call can be answered."""

import inspect

import jinja2

from .pages import MACROS, PageError
from .problems import Problem, did_you_mean
from .render import Page, address

_SYNTAX = jinja2.Environment()


def check(library, language):
    """Yield the problems of the pages in ``docs/<language>/``."""
    docs = library.root / "docs" / language.code
    pages = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*.md"))}
    yield from _missing(library, docs, pages)
    for page, path in pages.items():
        folder, _, id = page.removesuffix(".md").rpartition("/")
        if folder == "actors" and id != "index" and id not in library.actors:
            yield Problem(f"docs/{docs.name}/{page}", 1, 1, "E604", f"no actor has the id '{id}'", did_you_mean(id, library.actors) or "rename or delete the page")
        else:
            yield from _calls(library, language, page, path.read_text(encoding="utf-8"))


def _missing(library, docs, pages):
    """Yield a problem for each page that records stand on and that is not there."""
    missing = {}
    for key, _ in library.records():
        page, _ = address(library, key)
        if page not in pages:
            missing.setdefault(page, key)
    for page, key in sorted(missing.items()):
        yield Problem(f"data/{key.folder}/{key.id}.yml", 1, 1, "E603", f"there is no page docs/{docs.name}/{page}",
                      "make the file; one macro call is enough, as in the pages beside it")


def _calls(library, language, page, text):
    """Yield a problem for each macro call of a page that cannot be answered."""
    name = f"docs/{language.code}/{page}"

    def problem(line, code, message, hint, word=""):
        return Problem(name, line, text.split("\n")[line - 1].find(word) + 1, code, message, hint)

    try:
        tree = _SYNTAX.parse(text)
    except jinja2.TemplateSyntaxError as error:
        yield problem(error.lineno, "E607", f"a macro call cannot be read ({error.message})", "to show {{ or {% as text, write {% raw %}{{{% endraw %}")
        return
    scratch = Page(library, language, page, today=None)
    for output in tree.find_all(jinja2.nodes.Name):
        if output.name not in MACROS:
            yield problem(output.lineno, "E606", f"unknown macro '{output.name}'", did_you_mean(output.name, MACROS) or f"known: {', '.join(MACROS)}", output.name)
    for call in tree.find_all(jinja2.nodes.Call):
        macro = MACROS.get(getattr(call.node, "name", None))
        if not macro:
            continue
        try:
            given = [argument.as_const() for argument in call.args]
            named = {pair.key: pair.value.as_const() for pair in call.kwargs}
            inspect.signature(macro).bind(scratch, *given, **named)
            if given or named:  # without arguments only the page's own name counts, and that was checked above
                macro(scratch, *given, **named)
        except jinja2.nodes.Impossible:
            yield problem(call.lineno, "E606", f"'{call.node.name}' takes names in quotes", f'such as {call.node.name}("…")', call.node.name)
        except PageError as error:
            yield problem(call.lineno, "E606", error.message, error.hint, call.node.name)
        except TypeError as error:
            yield problem(call.lineno, "E606", f"'{call.node.name}': {error}", f"write {call.node.name}{_signature(macro)}", call.node.name)


def _signature(macro):
    return "(" + ", ".join(list(inspect.signature(macro).parameters)[1:]) + ")"
