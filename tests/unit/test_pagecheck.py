"""Records and pages belong together, macro calls are answered, and nothing in a page runs or asks another host."""

import pytest

from macros.showing import language, pagecheck
from tests.unit import tree
from tests.unit.tree import add, says


@pytest.fixture
def root(tmp_path):
    return tree.plant(tmp_path)


def page(root, text, name="about"):
    (root / "docs" / "en" / f"{name}.md").write_text(text, encoding="utf-8")


def found(root):
    return [str(problem) for problem in sorted(pagecheck.check(tree.load(root), language.load(root, "en")))]


def test_the_tree_itself_is_valid(root):
    assert found(root) == []


def test_a_page_that_cannot_be_read_is_said(root):
    docs = root / "docs" / "en"
    (docs / "latin.md").write_bytes("# Café\n".encode("latin-1"))
    (docs / "mark.md").write_bytes(b"\xef\xbb\xbf# Page\n")
    (docs / "nowhere.md").symlink_to(root / "gone")
    (docs / "windows.md").write_bytes(b"# Page\r\n\r\nText.\r\n")
    says(found(root), ("docs/en/latin.md:1:6: E102", "UTF-8"), ("docs/en/mark.md:1:1: E102", "UTF-8"),
         ("docs/en/nowhere.md:1:1: E121", "cannot be opened"))


@pytest.mark.parametrize(("name", "record"), [
    ("actors/mali", "actors/mali"), ("timeline/2024", "events/2024-09-17-bamako"), ("timeline/2024/09", "events/2024-09-17-bamako"),
    ("glossary", "terms/baya"), ("figures/deaths", "series/deaths"),
    ("evidence/article", "claims/flag"), ("explained/will-it-work", "arguments/trust"), ("evidence/sources/r", "sources/reuters-2017"),
])
def test_a_record_without_its_page(root, name, record):
    (root / "docs" / "en" / f"{name}.md").unlink()
    says(found(root), (f"data/{record}.yml:1:1: E603", f"there is no page docs/en/{name}.md", "one macro call"))


def test_a_new_year_needs_its_page_and_that_of_the_month(root):
    add(root, "events/2025-11-02-town", tree.RECORDS["events/2024-09-17-bamako"].replace('"2024-09-17"', '"2025-11-02"'))
    says(found(root), ("data/events/2025-11-02-town.yml:1:1: E603", "there is no page docs/en/timeline/2025.md"),
         ("data/events/2025-11-02-town.yml:1:1: E603", "there is no page docs/en/timeline/2025/11.md"))


def test_an_event_without_a_month_or_of_early_years_needs_the_page_of_the_year_alone(root):
    for date in ("2024", "2021-05-24"):
        add(root, f"events/{date}-town", tree.RECORDS["events/2024-09-17-bamako"].replace('"2024-09-17"', f'"{date}"').replace('"2024-09-19"', f'"{date}"'))
    says(found(root), ("data/events/2021-05-24-town.yml:1:1: E603", "there is no page docs/en/timeline/2021.md"))


def test_a_page_that_many_records_stand_on_is_missed_once(root):
    add(root, "terms/oath", tree.RECORDS["terms/baya"].replace("Bay'a", "Oath"))
    (root / "docs" / "en" / "glossary.md").unlink()
    says(found(root), ("data/terms/baya.yml:1:1: E603", "docs/en/glossary.md"))


def test_an_actor_page_without_a_record(root):
    page(root, "{{ profile() }}\n", "actors/jnmi")
    page(root, "{{ profile() }}\n", "actors/atlantis")
    says(found(root), ("docs/en/actors/atlantis.md:1:1: E604", "'atlantis'", "rename or delete"), ("docs/en/actors/jnmi.md:1:1: E604", "did you mean 'jnim'?"))


@pytest.mark.parametrize(("text", "place", "words"), [
    ("a\n\nsee {{ profil() }}\n", "3:8: E606", ["unknown macro 'profil'", "did you mean 'profile'?"]),
    ("{{ actor('jnmi') }}\n", "1:4: E606", ["'jnmi'", "did you mean 'jnim'?"]),
    ("{{ timeline(theme='securty') }}\n", "1:4: E606", ["'securty'", "did you mean 'security'?"]),
    ("{{ figure('2024-09-17-bamako', 'wounded') }}\n", "1:4: E606", ["'wounded'", "killed"]),
    ("{{ actor() }}\n", "1:4: E606", ["actor("]),
    ("{{ actor('jnim', colour='red') }}\n", "1:4: E606", ["colour"]),
    ("a\n{{ actor('jnim' }}\n", "2:1: E607", ["cannot be read"]),
    ("a\n{% raw %}\nb\n", "2:1: E607", ["raw"]),
    ("{% for x in [1] %}x{% endfor %}\n", "1:1: E607", ["only macro calls"]),
    ("{{ 7 * 7 }}\n", "1:1: E607", ["only macro calls"]),
    ("<script>alert(1)</script>\n", "1:2: E608", ["'<script>'", "Markdown"]),
    ("a\n\n<p style='x'>a</p>\n", "3:4: E608", ["'style='"]),
    ("[a](javascript:alert)\n", "1:5: E608", ["javascript:"]),
    ("![a](https://x.org/a.png)\n", "1:6: E608", ["another host"]),
    ("[a](ftp://x.org)\n", "1:5: E608", ["ftp://x.org"]),
])
def test_refused(root, text, place, words):
    page(root, text)
    says(found(root), (f"docs/en/about.md:{place}", *words))


def test_pages_that_say_the_same_are_each_held_to_their_own_rules(root):
    text = "They killed 77 people.\n"
    for name in ("about", "again", "index", "explained/index", "explained/aes", "explained/war"):
        page(root, text, name)
    lines = found(root)
    assert {line.split(":")[0] for line in lines if "E612" in line} == {f"docs/en/{name}.md" for name in ("index", "explained/aes", "explained/war")}


def test_all_that_is_wrong_is_said(root):
    page(root, "{{ actor(jnim) }}\n<img src=x onerror=y()>\n")
    says(found(root),
         ("docs/en/about.md:1:4: E606", "quotes", 'actor("jnim")'), ("docs/en/about.md:2:2: E608", "<img>"),
         ("docs/en/about.md:2:6: E608", "src="), ("docs/en/about.md:2:12: E608", "could run"), ("docs/en/about.md:2:12: E608", "not allowed"))


@pytest.mark.parametrize("text", [
    "{{ actor('jnim') }} and {{ event('2024-09-17-bamako', 'the attack') }}\n",
    "<div class='x' markdown>\n[a](actors/jnim.md) [b](https://x.org) ![c](c.png)\nCredit: A. Writer, CC0\n</div>\n",
    "{% raw %}{{ shown as it is }}{% endraw %}\n",
    "`<script>` and\n\n```html\n<script>\n```\n",
])
def test_accepted(root, text):
    page(root, text)
    assert found(root) == []
