"""Text that tries to be more than text is shown as it stands or refused; files that try to break the reader get a plain answer, soon."""

import json
import random
import time

import lxml.html
import markdown
import pytest
from mkdocs.config import load_config

from macros import pages
from macros.reading import yamlfile
from macros.reading.problems import DataError
from macros.showing import language, prose
from macros.showing.render import Page
from tests.conftest import ROOT
from tests.unit import tree

HARMLESS = "plain words"
TEXTS = [
    # HTML
    "<script>alert(1)</script>", "</p>", "</td></tr></table><b>x", "<img src=x onerror=alert(1)>", "<!-- hidden -->", "<https://example.org>",
    "&lt;b&gt; &amp; &#106;", '" onmouseover="alert(1)', "' onmouseover='alert(1)",
    # Jinja
    "{{ 7*7 }}", "{% raw %}", "{# hidden #}", "{% include 'x' %}",
    # Markdown
    "**bold** and _stress_ and `code`", "__init__ and *x*", "\\*x\\*", "# heading", "#heading", "1963. text", "1. text", "- item", "+ item", "* item",
    "> quote", "| a | b |", "a | b", "---", "***", "===", "```", "[x][y]", "[x]: https://example.org", "*[JNIM]: x", "[TOC]", "[^1]",
    "12345. text", "~~~", "??? note", "!!! note", "/// note", ": definition", ":   definition",
    "text {: .hidden }", "text { .hidden }", "text {: onclick=alert(1) }", "{: .hidden }",
]
REFUSED = ["![x](y.png)", "[x](javascript:alert(1))", "[x](javascript:alert)", "[x](data:text/html,x)", "[x](actor:nobody)", "[x](../../etc/passwd)",
           "[x](//example.org)"]
IN_PROSE = (
    lambda page: prose.fact(page, "jnim", ""), lambda page: prose.figure(page, "2024-08-town", "killed"), lambda page: prose.figures(page, "2024-08-town"),
    lambda page: prose.point(page, "deaths", "2024"), lambda page: prose.numbers(page, "deaths"), lambda page: prose.side_by_side(page, "deaths", "deaths"),
    lambda page: prose.key_figure(page, "deaths", "2024"), lambda page: prose.events(page, "2024-08-town"), lambda page: prose.disputes(page, "2024-08-town"),
    lambda page: prose.compare(page, "jnim", "mali", relations=["fights"]))
SHOWN = {"explained/prose.md": lambda page: "\n\n".join(macro(page) for macro in IN_PROSE), "actors/jnim.md": pages.profile,
         "timeline/2024.md": pages.year, "timeline/2024/08.md": pages.month, "glossary.md": pages.glossary, "evidence/article.md": pages.article,
         "evidence/sources/w.md": pages.bibliography, "figures/deaths.md": pages.series, "evidence/disputed.md": pages.disputed_figures,
         "explained/will-it-work.md": pages.arguments, "actors/index.md": pages.actors, "timeline/index.md": pages.timeline}


def records(text, form="time"):
    """Return records that say ``text`` wherever a person writes text; the chart is drawn in that form."""
    sources, reviewed = ["one"], "2025-12-01"
    figure = {"measure": "killed", "value": 1, "counts": text, "claimed_by": text, "note": text, "sources": sources}
    return {
        "sources/one": {"title": text, "publisher": f"Z {text}", "author": text, "read_at": text, "note": text, "language": "en", "kind": "news",
                        "party": "independent", "origin": "primary"},
        "actors/mali": {"kind": "state", "name": "Mali", "summary": text, "reviewed": reviewed},
        "actors/jnim": {"kind": "armed-group", "name": text, "name_fr": f"{text}!", "aliases": [f"{text} too"],
                        "former_names": [{"name": text, "abbreviation": text}], "countries": ["mali"], "summary": text, "note": text, "reviewed": reviewed,
                        "facts": [{"statement": text, "status": "disputed", "note": text, "sources": sources}],
                        "designations": [{"by": "un-1267", "reference": text, "note": text, "sources": sources}],
                        "relations": [{"type": "fights", "to": "mali", "status": "reported", "note": text, "sources": sources},
                                      {"type": "holds-office-in", "to": "mali", "office": text, "status": "reported", "note": text, "sources": sources}]},
        "events/2024-08-town": {"date": "2024-08", "title": text, "theme": "security", "status": "reported", "summary": text, "disputed": text, "note": text,
                                "places": [{"name": text, "country": "mali", "lat": 14, "lon": -12.7}],  # just outside the map
                                "sources": sources, "reviewed": reviewed,
                                "actors": [{"actor": "jnim", "role": "attacker", "standing": "attributed", "by": text, "denied_by": text, "name_then": text,
                                            "note": text}],
                                "figures": [figure, figure | {"claimed_by": f"{text} too"}]},
        "terms/word": {"term": text, "term_fr": text, "definition": text, "sources": sources, "reviewed": reviewed},
        "series/deaths": {"group": "deaths-mali", "title": text, "measures": text, "scope": text, "unit": text, "comparable": True, "actors": ["jnim"],
                          "note": text, "points": [{"date": "2024", "value": 1, "scope": text, "sources": sources}], "reviewed": reviewed},
        "charts/deaths": {"form": form, "title": text, "description": text, "lines": [{"series": "deaths", "label": text}], "reviewed": reviewed},
        "claims/one": {"order": 1, "quote": text, "restated": text, "attributed_to": text, "topic": "events", "verdict": "opinion", "explanation": text,
                       "actors": ["jnim"], "events": ["2024-08-town"], "sources": sources, "reviewed": reviewed},
        "arguments/one": {"kind": "argument", "side": "conditional", "statement": text, "test": text, "by": text, "role": text, "date": "2025",
                          "sources": sources,
                          "reviewed": reviewed},
    }


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    """``make(text)`` returns ``{page: HTML tree}`` of pages that show ``text``, made with the Markdown extensions of the site."""
    settings = load_config(str(ROOT / "mkdocs.yml"))
    words = language.load(ROOT, "en")

    def make(text, **options):
        root = tmp_path_factory.mktemp("tree")
        tree.plant_words(root)
        for record, values in records(text, **options).items():
            tree.add(root, record, json.dumps(values))  # JSON is YAML in which every text is in quotes
        library, made = tree.load(root), {}
        for path, function in SHOWN.items():
            page = Page(library, words, path, today=tree.TODAY)
            body = function(page) + "\n\n" + page.render("notes.md.j2")
            html = markdown.markdown(body, extensions=settings.markdown_extensions, extension_configs=settings.mdx_configs)
            made[path] = lxml.html.fromstring(f"<div>{html}</div>")
        return made
    return make


@pytest.fixture(scope="module")
def harmless(make):
    return make(HARMLESS)


def elements(made):
    return [(element.tag, sorted(element.keys())) for element in made.iter()]


def said(made):
    return " ".join(made.text_content().split()).casefold()


def test_the_harmless_text_stands_on_every_page(harmless):
    assert all(HARMLESS in said(made) for made in harmless.values())


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_shown_as_it_stands(make, harmless, text):
    for path, made in make(text).items():
        assert elements(made) == elements(harmless[path]), path
        assert said(made).count(" ".join(text.split()).casefold()) == said(harmless[path]).count(HARMLESS), path


@pytest.mark.parametrize("text", TEXTS)
def test_claims_are_drawn_as_they_stand(make, text):
    """In lines, so that they can be read only with the white space left out."""
    page = make(text, form="claims")["figures/deaths.md"]
    words = [" ".join(line.text_content().split()) for line in page.iter("text")]
    assert "".join(text.casefold().split()) in "".join(words).casefold().replace(" ", "")
    assert {child.tag for drawing in page.xpath('.//div[@class="drawing"]') for child in drawing.iter()} <= {"div", "svg", "g", "path", "line", "text"}


@pytest.mark.parametrize("text", REFUSED)
def test_links_that_lead_nowhere_good_are_refused(make, text):
    with pytest.raises(DataError) as error:
        make(text)
    assert {problem.code for problem in error.value.problems} == {"E303"}
    without_prose = ("sources/", "charts/")
    assert {problem.path for problem in error.value.problems} >= {f"data/{record}.yml" for record in records(text) if not record.startswith(without_prose)}
    assert all(problem.hint for problem in error.value.problems)


# -- files that try to break the reader ---------------------------------------------------------------------------


LAUGHS = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True))
ATTACKS = {
    "100,000 brackets": "a: " + "[" * 100_000,
    "100,000 braces": "{" * 100_000,
    "100,000 brackets and their ends": "[" * 100_000 + "]" * 100_000,
    "100,000 lists": "- " * 100_000,
    "100,000 keys": "? " * 100_000,
    "a thousand levels": "\n".join(" " * depth + "a:" for depth in range(1000)),
    "100,000 quotes": "a: " + "'" * 100_001,
    "100,000 anchors": "a: " + "&a " * 100_000,
    "billion laughs": LAUGHS,
    "an alias of itself": "a: &a [*a]\n",
    "merged laughs": LAUGHS + "z:\n  <<: *i\n",
    "a Python object": "a: !!python/object/apply:os.system ['true']\n",
    "100,000 digits": "a: " + "1" * 100_000,
    "100,000 zeros": "a: " + "0" * 100_000,
    "a large exponent": "a: 1e999999999",
    "no text": "a: b\0c",
    "a binary tag": "a: !!binary AAAA",
    "another version": "%YAML 9.9\n---\na: b\n",
    "100,000 documents": "---\n" * 100_000,
    "a key of 900,000 letters": "x" * 900_000 + ": y",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_gets_a_plain_answer(name):
    start = time.monotonic()
    with pytest.raises(DataError) as error:
        yamlfile.parse(ATTACKS[name].encode(), "f.yml")
    assert time.monotonic() - start < 2
    assert all(problem.message and problem.hint and len(str(problem)) < 400 for problem in error.value.problems)


def test_ten_million_bytes(tmp_path):
    path = tmp_path / "long.yml"
    path.write_bytes(b"a: " + b"x" * 10_000_000)
    with pytest.raises(DataError, match="E101 the file has 10,000,003 bytes"):
        yamlfile.read(path)


def test_random_bytes():
    chance, signs = random.Random(1), "ab01: -#'\"[]{}&*!|>%@`,?~\\\n\n\n  .é"
    start = time.monotonic()
    for number in range(1500):
        noise = chance.randbytes(200) if number % 3 == 0 else "".join(chance.choices(signs, k=60)).encode()
        try:
            yamlfile.parse(noise, "f.yml")
        except DataError as error:
            assert error.problems, noise
    assert time.monotonic() - start < 2


@pytest.mark.parametrize("value", ["1" + " " * 100_000 + "x", "1," * 100_000, "x" * 500_000])
def test_long_text_where_a_number_is_due_is_answered_soon(tmp_path, value):
    tree.plant(tmp_path)
    tree.change(tmp_path, "events/2024-09-17-bamako", "value: 77", f"value: '{value}'")
    start = time.monotonic()
    tree.says(tree.problems(tmp_path), ("data/events/2024-09-17-bamako.yml:19:12: E208", "digits only"))
    assert time.monotonic() - start < 2


def test_random_damage_to_records_is_answered_plainly(tmp_path):
    chance, root = random.Random(1), tree.plant(tmp_path)
    refused = 0
    for _ in range(80):
        record = chance.choice(list(tree.RECORDS))
        lines = tree.RECORDS[record].splitlines(keepends=True)
        place, damage = chance.randrange(len(lines)), chance.choice(["drop", "repeat", "indent", "cut", "swap", "letter"])
        line, other = lines[place], chance.randrange(len(lines))
        if damage == "swap":
            lines[place], lines[other] = lines[other], line
        else:
            at = chance.randrange(len(line))
            lines[place] = {"drop": "", "repeat": line * 2, "indent": "  " + line, "cut": line[:at] + "\n",
                            "letter": line[:at] + chance.choice("x:-#'\"[{ 0") + line[at:]}[damage]
        tree.add(root, record, "".join(lines))
        refused += bool(tree.problems(root))
        tree.add(root, record, tree.RECORDS[record])
    assert refused > 40
