"""The corrections found by the independent check of the researched record stay applied.

One row per correction, in the order of the list of corrections, then the rows for the small things that needed a
judgement. Each row names the record, how to reach a value in it, and what that value must be. The expected values
come from the list of corrections, not from the data: if a row fails, a mistake has come back.

How to reach a value:
  "date", "active.until"                 a field, or a field inside a field
  rel("led", "mali", "until")            a field of the relation of that type to that actor
  listed("us-fto", "since")              a field of the entry in that list
  "text"                                 the whole record as one line of text
Expectations: a plain value must be equal; has(...) and lacks(...) look for words; absent means that there is none.
"""

from pathlib import Path

import pytest
import yaml

DATA = Path(__file__).parent.parent / "data"


def load(record):
    return yaml.safe_load((DATA / f"{record}.yml").read_text(encoding="utf-8"))


# -- reaching a value ---------------------------------------------------------------------------------------------


def rel(kind, to, field):
    def reach(record):
        found = [r for r in record.get("relations", []) if (r["type"], r["to"]) == (kind, to)]
        assert len(found) == 1, f"{len(found)} relations {kind} {to}"
        return found[0].get(field)

    return reach


def listed(by, field):
    def reach(record):
        found = [d for d in record.get("designations", []) if d["by"] == by]
        assert len(found) == 1, f"{len(found)} entries in {by}"
        return found[0].get(field)

    return reach


def actor(name, *fields):
    def reach(record):
        found = [a for a in record["actors"] if a["actor"] == name]
        assert len(found) == 1, f"{name} is named {len(found)} times"
        return tuple(found[0].get(f) for f in fields)

    return reach


def figure(claimed_by, *fields):
    def reach(record):
        return [tuple(f.get(x) for x in fields) for f in record["figures"] if claimed_by in f["claimed_by"]]

    return reach


def fact(word):
    """The fact that speaks of this, with its note and status, as text."""

    def reach(record):
        found = [f for f in record["facts"] if word in one_line(f["statement"])]
        assert len(found) == 1, f"{len(found)} facts about {word}"
        return one_line(found[0])

    return reach


def place_names(record):
    return [p["name"] for p in record.get("places", [])]


def one_line(value):
    return " ".join(yaml.safe_dump(value, allow_unicode=True, width=100000).split())


def value_of(record, how):
    if callable(how):
        return how(record)
    if how == "text":
        return one_line(record)
    for key in how.split("."):
        record = (record or {}).get(key)
    return record


# -- what it must be ----------------------------------------------------------------------------------------------


def has(*words):
    return lambda value: all(w in str(value) for w in words)


def lacks(*words):
    return lambda value: not any(w in str(value) for w in words)


def absent(value):
    return not value


LEVY = "customs union"

CORRECTIONS = [
    # offices and the Malian committee
    ("actors/cnsp-mali", "active.until", "2021-01-18"),
    ("actors/cnsp-mali", rel("led", "mali", "until"), "2020-09-25"),
    ("actors/assimi-goita", rel("led", "cnsp-mali", "until"), "2021-01-18"),
    ("actors/choguel-maiga", rel("holds-office-in", "mali", "from"), "2021-06-07"),
    ("actors/choguel-maiga", rel("holds-office-in", "mali", "until"), "2024-11-20"),
    ("actors/abdoulaye-maiga", rel("holds-office-in", "mali", "from"), "2024-11-21"),
    # days of events
    ("events/2024-11-20-maiga-dismissed", "date", "2024-11-20"),
    ("events/2025-05-13-mali-parties-dissolved", "date", "2025-05-13"),
    ("events/2025-04-01-traore-revolution", "date", "2025-04-01"),
    ("events/2025-04-01-traore-revolution", "status", "confirmed"),
    ("events/2024-12-15-goulamina-opens", "date", "2024-12-15"),
    ("events/2024-12-04-orano-loses-control", "date", "2024-12-04"),
    ("events/2026-02-13-unified-force-6000", "date", "2026-02-13"),
    ("events/2026-02-13-unified-force-6000", "disputed", has("29 January 2026", "Daouda Traoré", "six thousand")),
    # EU missions in Niger
    ("actors/eumpm-niger", "active.until", "2024-06-30"),
    ("actors/eumpm-niger", rel("part-of", "european-union", "until"), "2024-06-30"),
    ("actors/eucap-sahel-niger", "active.until", "2024-09"),
    ("actors/eucap-sahel-niger", rel("part-of", "european-union", "until"), "2024-09"),
    ("actors/eucap-sahel-niger", rel("part-of", "european-union", "note"), has("4 December 2023", "notice")),
    # who founded the HCUA
    ("actors/hcua", "summary", has("Mohamed Ag Intalla", "High Council of Azawad", "19 May")),
    ("actors/hcua", fact("Islamic Movement of Azawad"), has("early May 2013", "status: disputed")),
    ("actors/hcua", "text", lacks("founded in May 2013 by Alghabass")),
    ("actors/alghabass-ag-intalla", rel("led", "hcua", "from"), "2014-07"),
    ("actors/alghabass-ag-intalla", rel("led", "hcua", "office"), "secretary-general"),
    ("actors/alghabass-ag-intalla", "summary", has("Islamic Movement of Azawad", "January 2013", "May")),
    ("actors/alghabass-ag-intalla", "summary", lacks("founded the HCUA")),
    # attacks: who, where, how many
    ("events/2018-03-02-ouagadougou-twin-attack", "summary", has("JNIM", "3 March", "headquarters", "embassy")),
    ("events/2018-03-02-ouagadougou-twin-attack", actor("jnim", "standing"), ("claimed",)),
    ("events/2018-03-02-ouagadougou-twin-attack", "status", "confirmed"),
    ("events/2012-01-rebellion-begins", place_names, ["Ménaka", "Aguelhok", "Tessalit"]),
    ("events/2022-06-11-seytenga", actor("issp", "role", "standing"), ("attacker", "attributed")),
    ("events/2022-06-11-seytenga", actor("issp", "by", "note"), has("security services", "suspected", "Menastream")),
    ("events/2021-06-05-solhan-massacre", "disputed", has("affiliated with JNIM", "denied", "Islamic State", "Mouhadine")),
    ("events/2021-06-05-solhan-massacre", actor("jnim", "standing", "denied_by"), ("attributed", "JNIM")),
    ("events/2025-02-17-tilemsi-convoy", figure("Azawad Liberation Front", "value"), [(24,)]),
    ("events/2025-02-17-tilemsi-convoy", figure("elected official", "value", "qualifier"), [(20, "at-least")]),
    ("events/2025-02-17-tilemsi-convoy", figure("RFI", "value", "qualifier"), [(30, "about")]),
    # money
    ("events/2025-11-24-barrick-mali-settlement", "disputed", absent),
    ("events/2025-11-24-barrick-mali-settlement", figure("Barrick, via", "value", "counts"), has("253000000", "cash")),
    ("events/2025-11-24-barrick-mali-settlement", figure("Bloomberg", "value"), has("244000000000", "430000000")),
    ("actors/barrick", fact("settlement came to"), has("244 billion", "144 billion", "50 billion", "VAT")),
    ("actors/barrick", "text", lacks("Amount paid")),
    # the levy
    ("actors/uemoa", fact("levy"), has("rticle 3", LEVY)),
    ("actors/uemoa", fact("levy"), lacks("disputed")),
    ("events/2025-03-28-aes-levy", "text", has("rticle 3", LEVY, "ECOWAS levy")),
    ("events/2025-03-28-aes-levy", "text", lacks("no such exemption")),
    ("terms/confederal-levy", "definition", has(LEVY, "UEMOA", "ECOWAS levy")),
    # Togo's population
    ("actors/togo", fact("population"), has("8,095,498", "8.2 million in 2023", "January 2026")),
    # lists of designated groups
    ("actors/al-mourabitoun", listed("australia", "since"), "2014-11"),
    ("actors/al-mourabitoun", listed("australia", "note"), has("re-listed", "3 November 2017")),
    ("actors/boko-haram", listed("us-fto", "since"), "2013-11-14"),
    ("actors/aqim", listed("us-fto", "since"), "2002-03-27"),
    ("actors/aqim", listed("us-fto", "note"), has("GSPC")),
    ("actors/issp", listed("us-fto", "since"), "2018-05-23"),
    ("actors/issp", listed("us-sdgt", "since"), "2018-05-23"),
    ("actors/issp", listed("us-fto", "note"), has("ISIS in the Greater Sahara")),
    ("actors/ansar-dine", listed("us-fto", "since"), "2013-03-22"),
    ("actors/al-mulathamun", listed("us-fto", "since"), "2013-12-19"),
    ("actors/al-mourabitoun", listed("us-fto", "since"), "2013-12-19"),
    ("actors/ansaru", listed("us-fto", "since"), "2013-11-14"),
    ("actors/amadou-koufa", listed("un-1267", "since"), "2020-02-04"),
    # words
    ("terms/coup", "definition", has("five successful coups since 2020")),
    ("terms/transition", "definition", has("Mali and Niger use the word", "1 April 2025", "revolution", "charter")),
    ("terms/junta", "definition", has("revolution")),
    # places and dates
    ("events/2025-12-05-cfr-founded", place_names, []),
    ("events/2019-03-24-dan-na-dissolved", place_names, ["Bamako"]),
    ("events/2025-09-23-icsid-order-somair", "disputed", absent),
    ("events/2025-09-23-icsid-order-somair", "summary", has("23 September", "26 September")),
    ("events/2026-02-18-anefis-aguelhok", "disputed", has("not coordinated", "two convoys")),
    ("events/2026-02-18-anefis-aguelhok", figure("RFI", "note"), has("six to about ten", "GATIA")),
    ("events/2026-01-29-accra-security-conference", "summary", has("30 January", "heads of state", "Sierra Leone", "Liberia")),
    ("actors/mali", rel("member-of", "g5-sahel", "until"), "2022-06-30"),
    ("actors/mali", rel("member-of", "g5-sahel", "note"), has("15 May 2022")),
    ("events/2013-01-10-battle-of-konna", "date", "2013-01-10/2013-01-17"),
    # the Accra Initiative
    ("actors/ghana", rel("member-of", "accra-initiative", "from"), "2017"),
    ("actors/cote-divoire", rel("member-of", "accra-initiative", "from"), "2017"),
    ("actors/mali", rel("member-of", "accra-initiative", "from"), "2019"),
    ("actors/niger", rel("member-of", "accra-initiative", "from"), "2019"),
]

JUDGEMENTS = [
    ("actors/g5-sahel", "text", has("issolution under Article 20", "set in motion on 6 December 2023")),
    ("terms/g5-sahel-term", "definition", has("issolution under Article 20", "set in motion on 6 December 2023")),
    ("actors/chad", rel("member-of", "g5-sahel", "note"), has("Article 20")),
    ("actors/mauritania", rel("member-of", "g5-sahel", "note"), has("Article 20")),
    ("events/2024-09-25-fal-founded", place_names, []),
    ("events/2021-12-23-statement-on-wagner", place_names, []),
    ("events/2024-07-gur-statement", place_names, lacks("Tinzaouaten")),
    ("events/2021-12-23-statement-on-wagner", figure("Africa Command", "claimed_by"), [("US Africa Command",)]),
    ("events/2021-12-23-statement-on-wagner", figure("Africa Command", "note"), has("several hundred")),
    ("terms/alliance-of-sahel-states", "definition", has("mutual-defence pact", "confederation", "July 2024")),
    ("terms/bceao-term", "definition", has("Mali", "2022", "Niger", "2023")),
    ("terms/fpv-drone", "definition", has("JNIM", "2023", "2024", "November")),
    ("terms/fpv-drone", "definition", lacks("JNIM and the Azawad Liberation Front have used")),
    ("terms/zakat", "definition", has("researcher")),
    ("terms/zakat", "definition", lacks("often experience it")),
    ("terms/imghad", "definition", has("GATIA", "recruits among them")),
    ("terms/imghad", "definition", lacks("Many support")),
    ("terms/ifoghas", "term", "Ifoghas"),
    # an id that took a side
    ("events/2023-11-14-kidal", "date", "2023-11-14"),
]


ROWS = CORRECTIONS + JUDGEMENTS


@pytest.mark.parametrize(("record", "how", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_correction(record, how, expected):
    value = value_of(load(record), how)
    if callable(expected):
        assert expected(value), value
    else:
        assert value == expected


OLD_IDS = [
    "2024-11-maiga-dismissed",
    "2025-05-mali-parties-dissolved",
    "2025-04-traore-revolution",
    "2024-12-goulamina-opens",
    "2024-12-orano-loses-control",
    "2026-02-unified-force-6000",
    "2013-01-battle-of-konna",
    "2023-11-14-kidal-recaptured",
]


@pytest.mark.parametrize("old", OLD_IDS)
def test_old_id_is_gone(old):
    files = list(DATA.rglob("*.yml"))
    assert not [f for f in files if f.stem == old]
    assert not [f for f in files if old in f.read_text(encoding="utf-8")]


@pytest.mark.parametrize(
    ("organisation", "members"),
    [
        ("accra-initiative", {"benin", "burkina-faso", "cote-divoire", "ghana", "mali", "niger", "togo"}),
        ("g5-sahel", {"burkina-faso", "chad", "mali", "mauritania", "niger"}),
    ],
)
def test_every_member_has_its_relation(organisation, members):
    found = set()
    for file in (DATA / "actors").glob("*.yml"):
        for relation in yaml.safe_load(file.read_text(encoding="utf-8")).get("relations", []):
            if (relation["type"], relation["to"]) == ("member-of", organisation):
                found.add(file.stem)
    assert found == members
