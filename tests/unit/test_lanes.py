"""The family tree is laid out from the dated records alone, and always in the same way."""

from datetime import date

import pytest

from macros.drawing import lanes
from tests.unit import tree
from tests.unit.tree import add, change

GROUP = """\
kind: armed-group
line: {line}
name: {name}
active:
  from: "{start}"
{end}summary: A group.
relations:
{relations}reviewed: "2025-12-01"
"""


def group(root, id, start, *relations, until=None, line="al-qaeda"):
    lines = "".join(f'  - type: {kind}\n    to: {to}\n    from: "{when}"\n    status: reported\n    sources:\n      - reuters-2017\n'
                    for kind, to, when in relations)
    text = GROUP.format(line=line, name=f"Group {id}", start=start, end=f'  until: "{until}"\n' if until else "", relations=lines)
    add(root, f"actors/{id}", text if relations else text.replace("relations:\n", ""))


@pytest.fixture
def root(tmp_path):
    root = tree.plant(tmp_path)
    change(root, "actors/jnim", "kind: armed-group\n", "kind: armed-group\nline: al-qaeda\n")
    group(root, "old", "2011-12", ("merged-into", "jnim", "2017-03-02"), until="2017-03-02")
    group(root, "child", "2013", ("split-from", "old", "2013-05"))
    group(root, "rebels", "2012", line="northern")
    return root


def test_a_tie_runs_from_the_older_to_what_came_of_it(root):
    found = lanes.edges(tree.load(root), {"jnim", "old", "child", "rebels"})
    assert [(edge.kind, str(edge.date), edge.source, edge.target) for edge in found] == [
        ("split-from", "2013-05", "old", "child"), ("merged-into", "2017-03-02", "old", "jnim")]


def test_ties_to_others_are_left_out(root):
    assert lanes.edges(tree.load(root), {"child", "jnim"}) == []


def test_lanes_stand_by_family_and_below_what_they_came_from(root):
    found = lanes.lanes(tree.load(root), {"rebels", "child", "jnim", "old"})
    assert [(lane.id, lane.row) for lane in found] == [("old", 0), ("child", 1), ("jnim", 2), ("rebels", 3)]


def test_a_lane_reaches_from_its_start_to_its_end_or_to_the_end_of_the_knowledge(root):
    library = tree.load(root)
    lane = {lane.id: lane for lane in lanes.lanes(library, {"jnim", "old", "child"})}
    assert (lane["old"].start, lane["old"].seen, lane["old"].end) == (date(2011, 12, 1), date(2017, 3, 2), date(2017, 3, 2))
    assert (lane["jnim"].start, lane["jnim"].seen, lane["jnim"].end) == (date(2017, 3, 2), date(2024, 9, 17), date(2024, 9, 17))
    assert (lane["child"].start, lane["child"].seen, lane["child"].end) == (date(2013, 1, 1), date(2013, 5, 31), date(2024, 9, 17))


def test_a_start_that_is_not_recorded_is_the_first_day_of_which_something_is(root):
    change(root, "actors/jnim", 'active:\n  from: "2017-03-02"\n', "")
    lane = next(lane for lane in lanes.lanes(tree.load(root), {"jnim", "old"}) if lane.id == "jnim")
    assert (lane.known, lane.start) == (False, date(2017, 3, 2))


def test_around_a_group_are_those_that_it_is_tied_to(root):
    library = tree.load(root)
    assert lanes.around(library, "jnim") == {"jnim", "old"}
    assert lanes.around(library, "old") == {"jnim", "old", "child"}
    assert lanes.around(library, "rebels") == {"rebels"}


def test_members_of_a_circle_stand_once(root):
    change(root, "actors/child", '  - type: split-from', '  - type: joined-in-part\n    to: old\n    from: "2014"\n    status: reported\n'
           '    sources:\n      - reuters-2017\n'
           '  - type: split-from')
    assert sorted(lane.id for lane in lanes.lanes(tree.load(root), {"jnim", "old", "child"})) == ["child", "jnim", "old"]
