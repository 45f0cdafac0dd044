"""Each rule fires on what it forbids and is silent on the nearest thing that it allows."""

import pytest

from tests.unit import tree
from tests.unit.tree import add, change, problems, says

MALI, JNIM, QAEDA, EVENT, TERM = "actors/mali", "actors/jnim", "actors/al-qaeda", "events/2024-09-17-bamako", "terms/baya"
FACT_SOURCES = "      - reuters-2017\n      - afp-2017"
ATTACKER = "    role: attacker\n    standing: claimed"
PART_OF = '    to: al-qaeda\n    from: "2017-03-02"'
FIGHTS = '    to: mali\n    from: "2017-03-02"'
SECOND = '\n    status: reported\n    sources:\n      - wiki-jnim\n  - type: {type}\n    to: {to}\n    from: "{start}"'


@pytest.fixture
def root(tmp_path):
    return tree.plant(tmp_path)


def relate(root, record, type, to, more=""):
    """Give an actor without relations one."""
    change(root, record, "reviewed:", f"relations:\n  - type: {type}\n    to: {to}\n{more}    status: reported\n    sources:\n      - wiki-jnim\nreviewed:")


@pytest.mark.parametrize(("record", "old", "new", "place", "words"), [
    # E304 itself
    (JNIM, "to: mali", "to: jnim", "31:9: E304", ["'jnim'", "to itself"]),
    (TERM, "  - al-qaeda", "  - baya", "5:5: E304", ["'baya' refers to itself"]),
    # E305 twice
    (JNIM, FIGHTS, FIGHTS + SECOND.format(type="fights", to="mali", start="2017-03-02"), "36:5: E305", ["stands on line 30", "keep one"]),
    # E307, E308, E309, E310, E311 names and lists
    (MALI, "name: Mali", "name: Al Qaéda", "2:7: E307", ["'Al Qaéda' is also a name of 'al-qaeda'", "merge"]),
    (JNIM, "  - GSIM", "  - al qaeda", "5:5: E307", ["'al qaeda' is also a name of 'al-qaeda'"]),
    (JNIM, "  - GSIM", "  - Group for Support", "5:5: E308", ["'Group for Support' is already a name of this actor", "delete"]),
    (JNIM, "  - GSIM", "  - JNIM", "5:5: E308", ["'JNIM'"]),
    (JNIM, "  - GSIM", "  - GSIM\n  - GSIM", "6:5: E308", ["'GSIM'"]),
    ("sources/un-2018", "https://un.org/list", "http://www.reuters.com/merge/#top", "4:6: E309", ["already the source 'reuters-2017'", "delete"]),
    (JNIM, "  - mali", "  - al-qaeda", "7:5: E310", ["'al-qaeda' is not a country"]),
    (EVENT, "country: mali", "country: jnim", "8:14: E310", ["'jnim' is not a country", "state"]),
    (JNIM, FACT_SOURCES, FACT_SOURCES + "\n      - reuters-2017", "18:9: E311", ["'reuters-2017' stands in this list already"]),
    ("claims/flag", "  - jnim", "  - jnim\n  - jnim", "10:5: E311", ["'jnim'"]),
    # E402, E403 time
    (JNIM, FIGHTS, FIGHTS.replace("2017", "2020") + '\n    until: "2019"', "33:12: E402", ["until 2019 lies before from 2020-03-02", "both dates"]),
    (JNIM, FIGHTS, FIGHTS.replace("2017-03-02", "2015"), "32:11: E403", ["'fights' starts (2015)", "'jnim'", "2017-03-02"]),
    (JNIM, FIGHTS, '    to: mali\n    until: "2015"', "30:5: E403", ["'fights' (../2015)", "outside the life of 'jnim' (2017-03-02/..)"]),
    (JNIM, f"type: part-of\n{PART_OF}", "type: split-from\n    to: al-qaeda\n    from: \"2016\"", "24:5: E403",
     ["'split-from' (2016/2016) lies outside the life of 'jnim'"]),
    # E405 after today, which is 1 January 2026
    (EVENT, 'date: "2024-09-19"', 'date: "2026-01-02"', "22:11: E405", ["2026-01-02", "today (2026-01-01)", "check the year"]),
    (JNIM, 'date: "2017-03-02"', 'date: "2107-03-02"', "13:11: E405", ["2107-03-02"]),
    (JNIM, 'since: "2018-10-04"', 'since: "2081-10-04"', "20:12: E405", ["2081-10-04"]),
    (JNIM, PART_OF, PART_OF.replace("2017", "2071"), "26:11: E405", ["2071-03-02"]),
    (MALI, 'reviewed: "2025-12-01"', 'reviewed: "2026-12-01"', "7:11: E405", ["2026-12-01"]),
    ("sources/afp-2017", 'date: "2017-03"', 'date: "2027-03"', "5:7: E405", ["2027-03"]),
    ("arguments/trust", 'date: "2025-01"', 'date: "2026-02"', "6:7: E405", ["2026-02"]),
    # E406 no start
    ("arguments/trust", 'date: "2025-01"', 'date: "../2025"', "6:7: E406", ["'date'", "../2025", "no start"]),
    (MALI, 'reviewed: "2025-12-01"', 'reviewed: "../2025"', "7:11: E406", ["'reviewed'"]),
    # E501 evidence
    (JNIM, FACT_SOURCES, "      - reuters-2017", "14:13: E501", ["two sources of different publishers", "write 'reported'"]),
    (JNIM, FACT_SOURCES, "      - wiki-jnim\n      - digest-jnim", "14:13: E501", ["not all weak"]),
    (EVENT, "status: reported", "status: confirmed", "4:9: E501", ["one primary source"]),
    # E502, E503 blame
    (EVENT, "\n    standing: claimed", "", "12:5: E502", ["'attacker' lays blame on 'jnim'", "'standing: claimed', 'attributed' or 'undisputed'"]),
    (EVENT, "    role: target", "    role: target\n    standing: claimed", "17:15: E502", ["'target' lays no blame", "delete 'standing'"]),
    (EVENT, ATTACKER, "    role: attacker\n    standing: attributed", "12:5: E503", ["nobody is named", "'jnim'", "'by: …'"]),
    (EVENT, ATTACKER, "    role: accused", "12:5: E503", ["'jnim'"]),
    # E602 file name and date
    (EVENT, 'date: "2024-09-17"', 'date: "2024-09-18"', "1:7: E602", ["2024-09-18", "starts with 2024-09-18"]),
])
def test_fires(root, record, old, new, place, words):
    change(root, record, old, new)
    says(problems(root), (f"data/{record}.yml:{place}", *words))


@pytest.mark.parametrize(("record", "old", "new"), [
    # names that differ, sources that differ
    (JNIM, "name: Group for Support", "name: Mali group"),
    (JNIM, "  - GSIM", "  - GSIM\n  - G.S.I.M."),
    ("sources/un-2018", "https://un.org/list", "https://www.reuters.com/merge/2"),
    # the same relation at another time, and both directions of one that is not symmetric
    (JNIM, FIGHTS, FIGHTS + '\n    until: "2018"' + SECOND.format(type="fights", to="mali", start="2020")),
    (JNIM, FIGHTS, FIGHTS + SECOND.format(type="sanctioned-by", to="mali", start="2017-03-02")),
    # time
    (JNIM, FIGHTS, FIGHTS.replace("2017-03-02", "2017")),
    (JNIM, FIGHTS, FIGHTS + '\n    until: "2017-03"'),
    (EVENT, 'date: "2024-09-19"', 'date: "2026"'),
    (EVENT, 'date: "2024-09-19"', 'date: "2026-01-01"'),
    (EVENT, 'date: "2024-09-17"', 'date: "2024-09"'),
    (EVENT, 'date: "2024-09-17"', 'date: "2024-09-16/2024-09-18"'),
    ("arguments/trust", 'date: "2025-01"', 'date: "2025/.."'),
    # evidence and blame
    (JNIM, FACT_SOURCES, "      - un-2018"),
    (JNIM, FACT_SOURCES, "      - reuters-2017\n      - wiki-jnim"),
    (JNIM, "status: confirmed", "status: claimed"),
    (EVENT, ATTACKER, "    role: attacker\n    standing: undisputed"),
    (EVENT, ATTACKER, "    role: attacker\n    standing: attributed\n    by: the army"),
    (EVENT, ATTACKER, "    role: accused\n    by: the army"),
])
def test_is_silent(root, record, old, new):
    change(root, record, old, new)
    assert problems(root) == []


def test_an_actor_ends_after_it_starts(root):
    add(root, "actors/ghost", tree.RECORDS[QAEDA].replace("Al-Qaeda", "Ghost").replace('"1988"', '"1988"\n  until: "1987"'))
    says(problems(root), ("data/actors/ghost.yml:5:10: E402", "until 1987 lies before from 1988"))
    change(root, "actors/ghost", "1987", "1988")
    assert problems(root) == []


def test_nobody_acts_before_coming_into_being(root):
    add(root, "events/2016-town", tree.RECORDS[EVENT].replace("2024-09-17", "2016"))
    says(problems(root), ("data/events/2016-town.yml:12:12: E404", "'jnim' came into being (2017-03-02/..) after this event (2016)"))
    change(root, "events/2016-town", ATTACKER, "    role: concerned")
    assert problems(root) == []


def test_nobody_acts_after_ending(root):
    change(root, JNIM, '  from: "2017-03-02"\nsummary', '  from: "2017-03-02"\n  until: "2023"\nsummary')
    says(problems(root), (f"data/{EVENT}.yml:12:12: E404", "'jnim' had ended (2017-03-02/2023) before this event (2024-09-17)"))
    change(root, EVENT, ATTACKER, "    role: concerned")
    assert problems(root) == []


def test_a_part_is_not_older_than_the_whole(root):
    relate(root, QAEDA, "part-of", "mali", '    from: "1950"\n')
    says(problems(root), (f"data/{QAEDA}.yml:9:11: E403", "'part-of' starts (1950)", "'al-qaeda'", "1988"),
         (f"data/{QAEDA}.yml:9:11: E403", "'mali'", "1960-09-22"))


def test_a_planned_event_may_lie_after_today(root):
    add(root, "events/2026-03-summit", tree.RECORDS[EVENT].replace('"2024-09-17"', '"2026-03"'))
    says(problems(root), ("data/events/2026-03-summit.yml:1:7: E405", "2026-03", "add 'planned: true'"))
    change(root, "events/2026-03-summit", "theme:", "planned: true\ntheme:")
    assert problems(root) == []


def test_an_event_starts(root):
    add(root, "events/2024-town", tree.RECORDS[EVENT].replace('"2024-09-17"', '"../2024"'))
    says(problems(root), ("data/events/2024-town.yml:1:7: E406", "../2024"))


@pytest.mark.parametrize("id", ["town", "2023-town", "2024-13-town", "2024-30-soldiers", "9999-town"])
def test_the_id_of_an_event_starts_with_its_date(root, id):
    add(root, f"events/{id}", tree.RECORDS[EVENT].replace('"2024-09-17"', '"2024-08~"'))
    says(problems(root), (f"data/events/{id}.yml:1:7: E602", "2024-08~", "starts with 2024-08"))


@pytest.mark.parametrize("id", ["2024-town", "2024-08-town", "2024-08-31-town"])
def test_the_id_of_an_event_may_be_more_or_less_exact(root, id):
    add(root, f"events/{id}", tree.RECORDS[EVENT].replace('"2024-09-17"', '"2024-08~"'))
    assert problems(root) == []


def test_what_holds_both_ways_stands_once(root):
    relate(root, MALI, "fights", "jnim", '    from: "2018"\n')
    says(problems(root), (f"data/{JNIM}.yml:30:5: E305", "'fights' holds both ways", "in 'mali' too"))
    change(root, JNIM, FIGHTS, FIGHTS + '\n    until: "2017"')
    assert problems(root) == []


def test_parts_form_no_loop(root):
    relate(root, QAEDA, "part-of", "jnim")
    says(problems(root), (f"data/{QAEDA}.yml:8:9: E306", "al-qaeda → jnim → al-qaeda", "jnim: 2017-03-02/..", f"look into data/{QAEDA}.yml, data/{JNIM}.yml"))
    change(root, QAEDA, "to: jnim", "to: mali")
    assert problems(root) == []
    relate(root, MALI, "part-of", "jnim")
    says(problems(root), (f"data/{QAEDA}.yml:8:9: E306", "al-qaeda → mali → jnim → al-qaeda"))


def test_a_relation_to_itself_is_said_once(root):
    relate(root, QAEDA, "part-of", "al-qaeda")
    says(problems(root), (f"data/{QAEDA}.yml:8:9: E304", "itself"))


def test_what_was_a_part_may_hold_the_other_later(root):
    change(root, JNIM, PART_OF, f'{PART_OF}\n    until: "2019"')
    relate(root, QAEDA, "part-of", "jnim", '    from: "2020"\n')
    assert problems(root) == []
    change(root, QAEDA, 'from: "2020"', 'from: "2019"')
    says(problems(root), (f"data/{QAEDA}.yml:8:9: E306", "al-qaeda: 2019/.., jnim: 2017-03-02/2019"))


@pytest.mark.parametrize("type", ["split-from", "formed-from", "merged-into", "renamed-to", "successor-of"])
def test_what_happens_once_does_not_go_back(root, type):
    change(root, JNIM, f"part-of\n{PART_OF}", f'{type}\n    to: mali\n    from: "2017-03-02"')
    relate(root, MALI, type, "jnim", '    from: "2018"\n')
    said = problems(root)
    assert sum("E306" in line and "jnim → mali → jnim" in line for line in said) == 1, said


def test_a_chart_draws_one_unit(root):
    add(root, "series/fled", tree.RECORDS["series/deaths"].replace("unit: deaths", "unit: people"))
    change(root, "charts/deaths", "    label: UN", "    label: UN\n  - series: fled\n    label: Fled")
    says(problems(root), ("data/charts/deaths.yml:6:13: E312", "'people'", "an axis of 'deaths'"))
    change(root, "series/fled", "unit: people", "unit: deaths")
    assert problems(root) == []


@pytest.mark.parametrize(("old", "new"), [('  - date: "2023"\n    value', "  - value"), ('"2023"', '"2020/.."'), ('"2023"', '"2019"')])
def test_a_number_without_a_date_in_its_time_is_no_more_than_a_claim(root, old, new):
    change(root, "charts/deaths", "reviewed:", "since: 2020\nreviewed:")
    change(root, "series/deaths", old, new)
    says(problems(root), ("data/charts/deaths.yml:4:13: E313", "'deaths' has no number", "form: claims"))
    change(root, "charts/deaths", "title:", "form: claims\ntitle:")
    assert problems(root) == []


@pytest.mark.parametrize("form", ["time", "claims"])
def test_a_chart_has_something_to_draw(root, form):
    change(root, "charts/deaths", "title:", f"form: {form}\ntitle:")
    change(root, "series/deaths", "    value: 3000\n", "")
    says(problems(root), ("data/charts/deaths.yml:5:13: E313", "'deaths' has no number"))
