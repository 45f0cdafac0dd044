"""What authors put into their sentences: each number with its claimants, each fact with its sources, and an answer to each wrong name."""

import pytest

from macros import pages
from macros.showing import language, prose
from macros.showing.prose import PageError
from macros.showing.render import Page
from tests.unit import tree
from tests.unit.tree import add, change

EVENT = "events/2024-09-17-bamako"
BAMAKO = "2024-09-17-bamako"
SECOND = """\
  - measure: killed
    value: 100
    qualifier: about
    counts: killed
    claimed_by: JNIM
    sources:
      - afp-2017
  - measure: killed
    value: 5000
    counts: killed in the whole year
    claimed_by: somebody else
    scope: wider
    sources:
      - afp-2017
sources:
  - reuters-2017
"""


@pytest.fixture
def root(tmp_path):
    return tree.plant(tmp_path)


def page(root, path="explained/aes.md"):
    return Page(tree.load(root), language.load(root, "en"), path, today=tree.TODAY)


def notes(page):
    return list(page.notes.numbers)


# -- dates


@pytest.mark.parametrize(("date", "form", "words"), [
    ("2024-09-17", "day", "17 September 2024"), ("2024-09-17", "month", "September 2024"), ("2024-09-17", "year", "2024"),
    ("2024-09", "day", "September 2024"), ("2024-09~", "month", "about September 2024"),
    ("2024-09-17/2024-10-02", "month", "September 2024 to October 2024"), ("2024-09-17/2024-09-19", "month", "September 2024"),
    ("2024-09-17/..", "year", "since 2024"),
])
def test_a_date_is_never_more_exact_than_the_record(root, date, form, words):
    change(root, EVENT, 'date: "2024-09-17"\ntitle', f'date: "{date}"\ntitle')
    assert prose.date(page(root), BAMAKO, form) == words


def test_a_tie_gives_its_dates_and_sources(root):
    made = page(root)
    assert prose.tie(made, "jnim", "part-of", "al-qaeda").startswith('since 2 March 2017<sup class="cite">')
    assert notes(made) == ["reuters-2017"]


# -- numbers


def test_one_number_stands_with_its_claimant(root):
    made = page(root)
    assert prose.figure(made, BAMAKO, "killed") == '77 (a security source)<sup class="cite"><a href="#n1">1</a></sup>'


def test_rival_numbers_stand_together_with_their_range_and_none_of_wider_scope(root):
    change(root, EVENT, "sources:\n  - reuters-2017\nreviewed", SECOND + "reviewed")
    made = page(root)
    said = prose.figure(made, BAMAKO, "killed")
    assert said.startswith("77 to 100, by who counts: 77 (a security source)")
    assert "; about 100 (JNIM)" in said
    assert "5,000" not in said
    assert notes(made) == ["reuters-2017", "afp-2017"]
    table = prose.figures(page(root), BAMAKO)
    assert [line.split(" | ")[1] for line in table.splitlines() if line.startswith("| killed")] == ["77", "about 100", "5,000"]


def test_numbers_of_different_things_make_no_range(root):
    change(root, EVENT, "sources:\n  - reuters-2017\nreviewed", SECOND.replace("counts: killed\n", "counts: bodies found\n") + "reviewed")
    said = prose.figure(page(root), BAMAKO, "killed")
    assert said.startswith("77 killed (a security source)<sup")
    assert "; about 100 bodies found (JNIM)" in said
    assert "to 100" not in said


def test_a_point_links_to_its_series(root):
    made = page(root)
    assert prose.point(made, "deaths", "2023") == '[3,000 deaths](../figures/deaths.md#deaths)<sup class="cite"><a href="#n1">1</a></sup>'
    assert notes(made) == ["un-2018"]


def test_series_side_by_side_share_a_row_only_where_they_share_a_date(root):
    more = tree.RECORDS["series/deaths"].replace("Deaths in Mali", "Other deaths").replace("value: 3000", "value: 40").replace('date: "2023"', 'date: "2024"')
    add(root, "series/other", more)
    table = prose.side_by_side(page(root), "deaths", "other")
    rows = [[cell.split("<sup")[0].strip() for cell in line.strip("| ").split(" | ")] for line in table.splitlines() if line.startswith("| 20")]
    assert rows == [["2023", "3,000", "–"], ["2024", "–", "40"]]
    assert "| 2023" not in prose.side_by_side(page(root), "deaths", "other", since="2024")


def test_a_key_figure_shows_what_others_count_in_the_same_year(root):
    add(root, "series/other", tree.RECORDS["series/deaths"].replace("Deaths in Mali", "Other <b>deaths</b>").replace("value: 3000", "value: 40"))
    add(root, "series/people", tree.RECORDS["series/deaths"].replace("unit: deaths", "unit: people").replace("value: 3000", "value: 50"))
    card = prose.key_figure(page(root, "index.md"), "deaths", "2023")
    assert '<p class="number">3,000</p>' in card and "United Nations</a>" in card
    assert "Other &lt;b&gt;deaths&lt;/b&gt;" in card and "40:" in card
    assert "50:" not in card


# -- facts, sources, lists


def test_a_fact_is_found_by_words_and_brings_its_sources(root):
    made = page(root)
    assert prose.fact(made, "jnim", "FOUNDED by").startswith('It was founded by a video.<sup class="cite"><a href="#n1">1</a> <a href="#n2">2</a></sup>')
    assert notes(made) == ["reuters-2017", "afp-2017"]


def test_an_event_is_cited_by_its_two_closest_sources(root):
    change(root, EVENT, "sources:\n  - reuters-2017\nreviewed", "sources:\n  - wiki-jnim\n  - afp-2017\n  - un-2018\n  - reuters-2017\nreviewed")
    made = page(root)
    prose.cite(made, "wiki-jnim", f"event:{BAMAKO}")
    assert notes(made) == ["wiki-jnim", "un-2018", "reuters-2017"]


def test_events_and_disputes(root):
    change(root, EVENT, "sources:\n  - reuters-2017\nreviewed", "disputed: The army counts <i>otherwise</i>.\nsources:\n  - reuters-2017\nreviewed")
    made = page(root)
    listed = prose.events(made, BAMAKO)
    assert listed.startswith(f"- **17 September 2024** [Attack in Bamako](../timeline/2024/09.md#{BAMAKO}): "
                             "Fighters of JNIM attacked after swearing an oath.<sup")
    assert 'badge--disputed' in listed
    assert "The army counts &lt;i&gt;otherwise&lt;/i&gt;.<sup" in prose.disputes(made, BAMAKO)


def test_actors_are_compared_with_the_dates_of_their_ties(root):
    table = prose.compare(page(root), "jnim", "al-qaeda", relations=["part-of", "fights"])
    rows = {line.split("**")[1]: line for line in table.splitlines() if line.startswith("| **")}
    assert "[Al-Qaeda](../actors/al-qaeda.md), since 2 March 2017<sup" in rows["Part of"]
    assert "[Mali](../actors/mali.md), since 2 March 2017" in rows["Fights"]
    assert rows["Part of"].rstrip().endswith("– |")
    assert "4 October 2018" in rows["Lists and sanctions"]


def test_an_argument_says_what_would_show_it(root):
    change(root, "arguments/trust", "by: A president", "test: It holds if people say so.\nby: A president")
    said = prose.argument(page(root), "trust")
    assert said.startswith("**A president**{: #trust }, president, January 2025: It works only with trust.<sup")
    assert "What would show it: It holds if people say so." in said


def test_words_with_an_owner_are_listed(root):
    assert "| junta, juntas | write 'military government' |" in prose.loaded_words(page(root, "about.md"))


def test_an_example_shows_the_call_and_what_it_prints(root):
    said = pages.example(page(root, "about.md"), "date", BAMAKO, form="year")
    assert '{{ date("2024-09-17-bamako", form="year") }}' in said
    assert said.endswith("\n\n2024\n")


# -- wrong names


@pytest.mark.parametrize(("call", "words"), [
    (lambda page: prose.date(page, "2024-09-17-bamakko"), "did you mean '2024-09-17-bamako'?"),
    (lambda page: prose.date(page, BAMAKO, "week"), "known: day, month, year"),
    (lambda page: prose.tie(page, "jnim", "part-of", "mali"), "known: al-qaeda"),
    (lambda page: prose.tie(page, "mali", "part-of", "jnim"), "see the record"),
    (lambda page: prose.fact(page, "jnim", "never said"), "0 facts of 'jnim' contain 'never said' — give words of one statement: It was founded by a video."),
    (lambda page: prose.cite(page, "event:2024-09-17-bamakko"), "did you mean '2024-09-17-bamako'?"),
    (lambda page: prose.cite(page, "reuters-2071"), "did you mean 'reuters-2017'?"),
    (lambda page: prose.figure(page, BAMAKO, "wounded"), "known: killed"),
    (lambda page: prose.point(page, "deaths", "2022"), "did you mean '2023'?"),
    (lambda page: prose.disputes(page, BAMAKO), "nothing is recorded as disputed"),
    (lambda page: prose.compare(page, "jnim", relations=["partof"]), "did you mean 'part-of'?"),
    (lambda page: prose.term(page, "baja"), "did you mean 'baya'?"),
    (lambda page: pages.example(page, "figur"), "did you mean 'figure'"),
])
def test_a_wrong_name_is_answered(root, call, words):
    with pytest.raises(PageError) as error:
        call(page(root))
    assert words in str(error.value)


# -- which explainers speak of a record


def test_a_profile_names_the_explainers_that_speak_of_it(root):
    explained = root / "docs" / "en" / "explained"
    (explained / "aes.md").write_text('---\ntitle: "What is it?"\n---\n# x\n\n{{ actor("jnim") }}\n', encoding="utf-8")
    profile = pages.profile(page(root, "actors/jnim.md"))
    assert "## Explained in {: #explained }\n\n[What is it?](../explained/aes.md)\n" in profile
    assert "Explained in" not in pages.profile(page(root, "actors/mali.md"))
    (explained / "aes.md").write_text('---\ntitle: Changed\n---\n# x\n\n{{ actor("jnim") }} again\n', encoding="utf-8")
    assert "[Changed](" in pages.profile(page(root, "actors/jnim.md"))
