"""The Sahel on a date: what held on a day, what is not sure, what has no known end, which name a group had, which events lie near."""

import json
from datetime import date

import pytest

from macros.reading.model import Relation
from macros.showing import language, ondate
from macros.showing.ondate import NOT_ENDED, NOT_HERE, NOT_SURE, SURE
from macros.showing.prose import PageError
from macros.showing.render import Page
from tests.unit import tree
from tests.unit.tree import add, change

SOURCES = "    status: reported\n    sources:\n      - reuters-2017\n"
STATE = "kind: state\nname: {name}\nsummary: A state.\nreviewed: \"2025-12-01\"\n"


def relation(type, to, start=None, end=None, more=""):
    dates = f'    from: "{start}"\n' * bool(start) + f'    until: "{end}"\n' * bool(end)
    return f"  - type: {type}\n    to: {to}\n{more}{dates}{SOURCES}"


def actor(root, id, kind, *relations, countries=("mali",), active="", more=""):
    where = "countries:\n" + "".join(f"  - {country}\n" for country in countries) if countries else ""
    ties = "relations:\n" + "".join(relations) if relations else ""
    add(root, f"actors/{id}", f"kind: {kind}\nname: {id.title()}\n{where}{active}summary: An actor.\n{more}{ties}reviewed: \"2025-12-01\"\n")


def lived(start=None, end=None):
    return "active:\n" + f'  from: "{start}"\n' * bool(start) + f'  until: "{end}"\n' * bool(end)


@pytest.fixture
def root(tmp_path):
    tree.plant(tmp_path)
    for id in ("burkina-faso", "niger", "france"):
        add(tmp_path, f"actors/{id}", STATE.format(name=id.title()))
    return tmp_path


def shown(root, day, part, state="mali"):
    """``{actor: certainty}`` of one part of a state on a day."""
    return {one.line.actor: one.certainty for one in getattr(ondate.state(tree.load(root), date.fromisoformat(day))[state], part)}


def line(root, day, part, id, state="mali"):
    return next(one for one in getattr(ondate.state(tree.load(root), date.fromisoformat(day))[state], part) if one.line.actor == id)


# -- spans


@pytest.mark.parametrize(("start", "end", "day", "certainty"), [
    ("2021-06-07", "2022-01-24", "2021-06-06", None),
    ("2021-06-07", "2022-01-24", "2021-06-07", SURE),
    ("2021-06-07", "2022-01-24", "2022-01-24", SURE),
    ("2021-06-07", "2022-01-24", "2022-01-25", None),
    ("2021-05", "2022-01", "2021-04-30", None),
    ("2021-05", "2022-01", "2021-05-01", NOT_SURE),
    ("2021-05", "2022-01", "2021-05-31", SURE),
    ("2021-05", "2022-01", "2022-01-01", SURE),
    ("2021-05", "2022-01", "2022-01-31", NOT_SURE),
    ("2021-05", "2022-01", "2022-02-01", None),
    ("2021", "2021", "2021-07-01", NOT_SURE),
    ("[2023-08-03..2023-11-21]", None, "2023-10-01", NOT_SURE),
    ("[2023-08-03..2023-11-21]", None, "2023-11-21", SURE),
    ("2021-05", None, "2999-12-31", SURE),
    (None, "2023-02-18", "2012-01-01", NOT_SURE),
    (None, "2023-02-18", "2023-02-19", None),
    (None, None, "2020-01-01", NOT_SURE),
])
def test_a_date_holds_on_the_days_that_it_can_mean(start, end, day, certainty):
    dates = {key: value for key, value in (("from", start), ("until", end)) if value}
    one = Relation.model_validate({"type": "leads", "to": "mali", "status": "reported", "sources": ["x"], **dates})
    assert ondate.span(one).on(date.fromisoformat(day)) == certainty


# -- leaders and memberships


def test_on_the_day_of_a_coup_both_stand_with_the_day_of_change(root):
    actor(root, "old", "person", relation("led", "mali", "2013-09-04", "2020-08-18", "    office: president\n"))
    actor(root, "new", "person", relation("leads", "mali", "2020-08-18", None, "    office: head of state\n"))
    assert shown(root, "2020-08-17", "leaders") == {"old": SURE}
    assert shown(root, "2020-08-18", "leaders") == {"old": SURE, "new": SURE}
    assert shown(root, "2020-08-19", "leaders") == {"new": SURE}
    assert str(line(root, "2020-08-18", "leaders", "old").line.when.end) == "2020-08-18"


def test_the_head_of_state_comes_first_then_bodies_then_the_prime_minister(root):
    actor(root, "a-foreign-minister", "person", relation("holds-office-in", "mali", "2020", None, "    office: foreign minister\n"))
    actor(root, "b-prime-minister", "person", relation("holds-office-in", "mali", "2020", None, "    office: prime minister\n"))
    actor(root, "committee", "organisation", relation("leads", "mali", "2020"))
    actor(root, "president", "person", relation("leads", "mali", "2020", None, "    office: president\n"), relation("leads", "committee", "2020"))
    actor(root, "adviser", "person", relation("holds-office-in", "mali", None, None, "    office: adviser\n"))
    assert list(shown(root, "2021-06-01", "leaders")) == ["president", "committee", "b-prime-minister", "a-foreign-minister"]
    assert line(root, "2021-06-01", "leaders", "committee").belongs == [("president", SURE)]


def test_memberships_and_sanctions_have_their_days(root):
    actor(root, "bloc", "organisation", countries=())
    change(root, "actors/mali", 'reviewed: "2025', "relations:\n" + relation("member-of", "bloc", "1975-05-28", "2025-01-29")
           + relation("sanctioned-by", "bloc", "2022-01-09", "2022-07-03") + 'reviewed: "2025')
    members = ondate.state(tree.load(root), date(2022, 7, 3))["mali"].memberships
    assert [(one.line.actor, one.line.before) for one in members] == [("bloc", None), ("bloc", "sanctioned-by")]
    assert len(ondate.state(tree.load(root), date(2022, 7, 4))["mali"].memberships) == 1
    assert shown(root, "2025-01-29", "memberships") == {"bloc": SURE}
    assert shown(root, "2025-01-30", "memberships") == {}


# -- armed groups


def test_a_group_stands_under_the_name_of_the_day(root):
    former = 'former_names:\n  - name: Greater Sahara\n    abbreviation: ISGS\n    from: "2015-05"\n    until: "2022-03"\n'
    actor(root, "province", "armed-group", active=lived("2015-05"), more=former)
    assert line(root, "2021-06-01", "groups", "province").name == ["Greater Sahara (ISGS)"]
    assert line(root, "2022-03-15", "groups", "province").name == ["Greater Sahara (ISGS)", "Province"]
    assert line(root, "2022-04-01", "groups", "province").name == ["Province"]
    assert "province" not in shown(root, "2015-04-30", "groups")


def test_a_group_that_ends_is_gone_the_next_day_and_belongs_only_while_both_exist(root):
    actor(root, "katiba", "armed-group", relation("part-of", "jnim"), active=lived("2017-01"))
    actor(root, "merged", "armed-group", relation("merged-into", "jnim", "2017-03-02"), active=lived("2011-12", "2017-03-02"))
    assert shown(root, "2017-03-01", "groups") == {"katiba": SURE, "merged": SURE}
    assert shown(root, "2017-03-02", "groups") == {"katiba": SURE, "merged": SURE, "jnim": SURE}
    assert shown(root, "2017-03-03", "groups") == {"katiba": SURE, "jnim": SURE}
    assert line(root, "2017-03-01", "groups", "katiba").belongs == []
    assert line(root, "2017-03-03", "groups", "katiba").belongs == [("jnim", NOT_SURE)]
    assert line(root, "2017-03-03", "groups", "jnim").belongs == [("al-qaeda", SURE)]


def test_without_an_end_the_last_trace_counts(root):
    assert shown(root, "2025-09-17", "groups") == {"jnim": SURE}  # the attack of September 2024 is its last trace
    assert shown(root, "2025-09-18", "groups") == {"jnim": NOT_ENDED}
    assert shown(root, "2034-09-17", "groups") == {"jnim": NOT_ENDED}
    assert shown(root, "2034-10-01", "groups") == {}


def test_without_a_start_the_first_trace_counts(root):
    actor(root, "brigade", "armed-group", relation("fights", "jnim", "2019-05"))
    assert "brigade" not in shown(root, "2019-04-30", "groups")
    assert shown(root, "2019-05-10", "groups")["brigade"] == NOT_SURE
    assert shown(root, "2019-06-01", "groups")["brigade"] == SURE
    actor(root, "brigade", "armed-group", active=lived(None, "2020"))
    assert shown(root, "2012-01-01", "groups") == {}  # nothing at all is dated but its end
    actor(root, "brigade", "armed-group", relation("fights", "jnim", "2019-05"), active=lived(None, "2020"))
    assert shown(root, "2012-01-01", "groups") == {"brigade": NOT_SURE}


def test_a_group_of_several_countries_is_sure_where_something_is_recorded_of_it(root):
    change(root, "actors/jnim", "  - mali\nactive", "  - mali\n  - niger\nactive")
    assert shown(root, "2018-01-01", "groups") == {"jnim": SURE}
    assert shown(root, "2018-01-01", "groups", "niger") == {"jnim": NOT_HERE}


# -- forces


def test_forces_of_others_are_shown_and_not_those_of_the_state(root):
    actor(root, "army", "armed-force", relation("part-of", "mali"))
    actor(root, "guard", "armed-force", relation("part-of", "army", "2012"))
    actor(root, "junta", "armed-force", active=lived("2012-03-22"))
    actor(root, "operation", "armed-force", relation("part-of", "france", "2014-08-01", "2022-11-09"), countries=("mali", "niger"),
          active=lived("2014-08-01", "2022-11-09"))
    actor(root, "mission", "peace-mission", active=lived("2013-07-01", "2023-12-31"))
    actor(root, "company", "private-military", relation("supports", "army", "2021-12", "2025-06-06"))
    actor(root, "rumour", "private-military", active=lived("2020"))
    assert shown(root, "2021-06-01", "forces") == {"mission": SURE, "operation": SURE}
    assert shown(root, "2022-06-01", "forces") == {"mission": SURE, "operation": SURE, "company": SURE}
    assert line(root, "2022-06-01", "forces", "operation").belongs == [("france", SURE)]
    assert shown(root, "2024-06-01", "forces") == {"company": SURE}
    assert shown(root, "2021-06-01", "forces", "niger") == {"operation": SURE}


def test_a_relation_to_the_state_says_when_a_force_was_there(root):
    actor(root, "corps", "armed-force", relation("part-of", "france", "2023"), relation("supports", "niger", "2024-04-10"),
          countries=("mali", "niger"), active=lived("2023"))
    assert "corps" not in shown(root, "2024-04-09", "forces", "niger")
    assert shown(root, "2024-04-10", "forces", "niger") == {"corps": SURE}
    assert shown(root, "2024-04-09", "forces") == {"corps": SURE}


def test_a_state_that_is_hosted_counts_as_a_force_and_one_that_helps_does_not(root):
    change(root, "actors/mali", 'reviewed: "2025', "relations:\n" + relation("hosts", "france", "2022-11-09", "2023-12-22") + 'reviewed: "2025')
    change(root, "actors/niger", 'reviewed: "2025', "relations:\n" + relation("supports", "mali", "2022-11-09") + 'reviewed: "2025')
    assert shown(root, "2023-01-01", "forces") == {"france": SURE}


# -- events


def event(root, day, where="mali", planned=False, id=None):
    add(root, f"events/{id or day[:10] + '-x'}", f'date: "{day}"\ntitle: On {day}\ntheme: politics\nstatus: reported\nsummary: Something.\n'
        f"{'planned: true' if planned else ''}\nplaces:\n  - name: A town\n    country: {where}\n    lat: 14.0\n    lon: 2.0\n"
        'sources:\n  - reuters-2017\nreviewed: "2025-12-01"\n')


def test_events_within_three_months_of_the_day(root):
    for day, where in (("2024-06-17", "mali"), ("2024-06-18", "mali"), ("2024-12-17", "mali"), ("2024-12-18", "mali"),
                       ("2024-09-01", "niger"), ("2024", "mali")):
        event(root, day, where)
    state = ondate.state(tree.load(root), date(2024, 9, 17))
    assert [one.id for one in state["mali"].events] == ["2024-06-18-x", "2024-09-17-bamako", "2024-12-17-x"]
    assert [one.id for one in state["niger"].events] == ["2024-09-01-x"]
    assert state["burkina-faso"].events == [] and state["mali"].more == 0


def test_of_many_events_the_nearest_are_shown_in_order_of_time(root):
    for day in range(1, 31):
        event(root, f"2023-11-{day:02}")
    event(root, "2024-01-02")
    event(root, "2023-12-02/2023-12-20")
    state = ondate.state(tree.load(root), date(2023, 12, 1))["mali"]
    assert [one.id for one in state.events] == [*(f"2023-11-{day}-x" for day in range(24, 31)), "2023-12-02-x"]
    assert (state.more, state.years) == (24, ["2023", "2024"])


def test_what_is_only_planned_has_not_happened(root):
    event(root, "2026-02-01", planned=True)
    assert ondate.state(tree.load(root), date(2026, 1, 1))["mali"].events == []


# -- pages


def page(root, name="timeline/on/2024.md"):
    for year in (2023, 2024):
        path = root / "docs" / "en" / "timeline" / "on" / f"{year}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# A page\n", encoding="utf-8")
    return Page(tree.load(root), language.load(root, "en"), name, today=tree.TODAY)


def test_a_page_of_a_year_cites_and_leads_to_its_neighbours(root):
    made = page(root)
    html = ondate.on_date(made)
    assert "<script" not in html and "<form" not in html and "\n\n" not in html
    assert 'href="../2023/"' in html and 'href="../"' in html
    assert 'id="knowledge-ends"' in html  # the last event of the tree is of that year
    assert made.notes.numbers and '<sup class="cite">' in html
    assert 'id="knowledge-ends"' not in ondate.on_date(page(root, "timeline/on/2023.md"))


def test_the_page_with_the_script_carries_the_lines_and_no_notes(root):
    made = page(root, "timeline/on/index.md")
    html = ondate.on_date(made)
    data = json.loads(html.partition('id="on-date-data">')[2].partition("</script>")[0])
    assert not made.notes.numbers
    assert [one["actor"] for one in data["states"]["mali"]["groups"]] == ["jnim"]
    assert data["states"]["mali"]["groups"][0]["span"] == ["2017-03-02", "2017-03-02", "2025-09-17", "2034-09-18", 1]
    assert data["actors"]["jnim"] == ["Group for Support (JNIM)", "../../actors/jnim/", "Group for Support"]
    assert data["events"] == [["../2024/09/#2024-09-17-bamako", "Attack in Bamako", "0", "2024-09-17"]]


def test_data_cannot_end_the_block_it_stands_in(root):
    change(root, "events/2024-09-17-bamako", "title: Attack in Bamako", "title: </script><script>alert(1)</script>")
    html = ondate.on_date(page(root, "timeline/on/index.md"))
    assert "alert(1)</script>" not in html and html.count("<script") == 2
    assert json.loads(html.partition('id="on-date-data">')[2].partition("</script>")[0])["events"][0][1] == "</script><script>alert(1)</script>"


def test_elsewhere_the_macro_says_where_it_belongs(root):
    with pytest.raises(PageError, match="timeline/on/"):
        ondate.on_date(page(root, "timeline/2030.md"))
