"""A small valid project in a temporary folder, for tests that change one thing in it and look what is said."""

import shutil
from datetime import date
from pathlib import Path

from macros.reading.problems import DataError
from macros.records import library

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 1, 1)

RECORDS = {
    "actors/mali": """\
kind: state
name: Mali
abbreviation: MLI
active:
  from: "1960-09-22"
summary: A state in West Africa.
reviewed: "2025-12-01"
""",
    "actors/jnim": """\
kind: armed-group
name: Group for Support
abbreviation: JNIM
aliases:
  - GSIM
countries:
  - mali
active:
  from: "2017-03-02"
summary: A coalition that fights [Mali](actor:mali).
facts:
  - statement: It was founded by a video.
    date: "2017-03-02"
    status: confirmed
    sources:
      - reuters-2017
      - afp-2017
designations:
  - by: un-1267
    since: "2018-10-04"
    sources:
      - un-2018
relations:
  - type: part-of
    to: al-qaeda
    from: "2017-03-02"
    status: reported
    sources:
      - reuters-2017
  - type: fights
    to: mali
    from: "2017-03-02"
    status: reported
    sources:
      - wiki-jnim
reviewed: "2025-12-01"
""",
    "actors/al-qaeda": """\
kind: armed-group
name: Al-Qaeda
active:
  from: "1988"
summary: A network.
reviewed: "2025-12-01"
""",
    "events/2024-09-17-bamako": """\
date: "2024-09-17"
title: Attack in Bamako
theme: security
status: reported
summary: Fighters of [JNIM](actor:jnim) attacked after swearing [an oath](term:baya).
places:
  - name: Bamako
    country: mali
    lat: 12.65
    lon: -8.0
actors:
  - actor: jnim
    role: attacker
    standing: claimed
  - actor: mali
    role: target
figures:
  - measure: killed
    value: 77
    counts: killed
    claimed_by: a security source
    date: "2024-09-19"
    sources:
      - reuters-2017
sources:
  - reuters-2017
reviewed: "2025-12-01"
""",
    "terms/baya": """\
term: Bay'a
term_fr: allégeance
definition: An oath.
see:
  - al-qaeda
sources:
  - wiki-jnim
reviewed: "2025-12-01"
""",
    "series/deaths": """\
group: deaths-mali
title: Deaths in Mali
measures: deaths
scope: Mali
unit: deaths
comparable: true
points:
  - date: "2023"
    value: 3000
    scope: calendar year
    sources:
      - un-2018
reviewed: "2025-12-01"
""",
    "charts/deaths": """\
title: There were deaths in Mali
description: One count, for one year.
lines:
  - series: deaths
    label: UN
reviewed: "2025-12-01"
""",
    "claims/flag": """\
order: 1
quote: a flag
restated: They raised a flag.
attributed_to: the article
topic: events
verdict: supported
explanation: A film shows it.
actors:
  - jnim
events:
  - 2024-09-17-bamako
sources:
  - afp-2017
reviewed: "2025-12-01"
""",
    "arguments/trust": """\
kind: argument
side: conditional
statement: It works only with trust.
by: A president
role: president
date: "2025-01"
sources:
  - afp-2017
reviewed: "2025-12-01"
""",
    "sources/reuters-2017": """\
title: Groups merge
publisher: Reuters
date: "2017-03-02/.."
url: https://www.reuters.com/merge
language: en
kind: news
party: independent
origin: original-report
""",
    "sources/afp-2017": """\
title: Fusion de groupes
publisher: AFP
author: A. Writer
read_at: Le Monde
date: "2017-03"
url: https://afp.com/fusion
language: fr
kind: news
party: independent
origin: repost
""",
    "sources/un-2018": """\
title: List of the Committee
publisher: United Nations
date: "2018-10-04"
url: https://un.org/list
language: en
kind: un
party: intergovernmental
origin: primary
""",
    "sources/wiki-jnim": """\
title: JNIM
publisher: Wikipedia
url: https://en.wikipedia.org/wiki/JNIM
language: en
kind: reference
party: independent
origin: encyclopedia
""",
    "sources/digest-jnim": """\
title: Digest
publisher: Clippings
url: https://clippings.org/jnim
language: en
kind: news
party: independent
origin: aggregator
""",
}

SHELVES = ["a", "af", "c", "r", "u", "w"]
PAGES = ["actors/al-qaeda", "actors/index", "actors/jnim", "actors/mali", "timeline/2024", "timeline/2024/09", "glossary", "figures/deaths", "evidence/article",
         "explained/will-it-work", *(f"evidence/sources/{shelf}" for shelf in SHELVES)]


def plant(root):
    """Write the valid project into ``root`` and return it."""
    plant_words(root)
    for record, text in RECORDS.items():
        add(root, record, text)
    for page in PAGES:
        path = root / "docs" / "en" / f"{page}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# A page\n", encoding="utf-8")
    return root


def plant_words(root):
    """Write the lists of words, the words of the interface and of the checks, the rules of writing and the outlines of maps; shelves are few and fixed."""
    for folder in {*library.OTHER_FOLDERS} - {"schema"}:
        shutil.copytree(ROOT / "data" / folder, root / "data" / folder)
    (root / "data" / "geo" / "names.yml").unlink()
    add(root, "vocabulary/shelves", "".join(f"{shelf}:\n  label: {shelf.upper()}\n  definition: A shelf.\n" for shelf in SHELVES))


def add(root, record, text):
    """Write a record, such as ``actors/mali``."""
    path = root / "data" / f"{record}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(root, record, old, new):
    """Replace ``old``, which must stand in the record once, by ``new``."""
    path = root / "data" / f"{record}.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {record}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def load(root):
    """Return the library of the project."""
    return library.load(root, TODAY)


def problems(root):
    """Return what is said about the project, one line a problem."""
    try:
        load(root)
    except DataError as error:
        return [str(problem) for problem in error.problems]
    return []


def says(lines, *expected):
    """Assert that ``lines`` are as many as ``expected``; each is ``(how it starts, words that it holds …)``, in order."""
    assert len(lines) == len(expected), "\n".join(lines)
    for line, (start, *words) in zip(lines, expected, strict=True):
        assert line.startswith(f"{start} "), line
        for word in words:
            assert word in line, f"{word!r} is not in: {line}"
