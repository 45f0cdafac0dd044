"""``python -m macros new`` asks: by answers on standard input, and at a terminal."""

import contextlib
import os
import random
import signal
import subprocess
import sys
from datetime import date

import pytest

from macros.reading import yamlfile
from macros.writing import starting
from tests.conftest import ENVIRONMENT, ROOT
from tests.test_command_line import files, run
from tests.unit import tree

COMMAND = [sys.executable, "-m", "macros", "new"]
HERE = ENVIRONMENT | {"PYTHONPATH": str(ROOT)}


@pytest.fixture
def root(tmp_path):
    return tree.plant(tmp_path)


def answer(root, arguments, *answers):
    """Return ``(exit code, output, errors)`` of ``new`` with lines on standard input."""
    text = "".join(f"{line}\n" for line in answers)
    done = subprocess.run([*COMMAND, *arguments], cwd=root, env=HERE, input=text, capture_output=True, text=True,
                          encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


def checked(root):
    assert run(root, "schema")[1] == []
    return run(root, "check")[1]


def test_an_actor_is_asked_for(root):
    code, said, faults = answer(root, ["actor"], "Katiba Exemple", "", "armed-gruop", "Armed group", "malli", "mali", "mali", "", "2017-13", "2017-03-02",
                                "A group that is: made up.", "It was seen.", "2018", "claimed", "afp-2071", "afp-2017",
                                "https://www.reuters.com/merge/?utm_source=x", "", "", "")
    assert (code, faults) == (0, "")
    assert "did you mean 'armed-group'?" in said and "did you mean 'mali'?" in said and "there is no month 13" in said and "did you mean 'afp-2017'?" in said
    assert "This stands there already" in said and "This is the source reuters-2017." in said and "armed-group An armed movement" in " ".join(said.split())
    assert (root / "data" / "actors" / "katiba-exemple.yml").read_text(encoding="utf-8") == f"""\
# yaml-language-server: $schema=../schema/actor.json
kind: armed-group
name: Katiba Exemple
countries:
  - mali
active:
  from: "2017-03-02"
summary: "A group that is: made up."
facts:
  - statement: It was seen.
    date: "2018"
    status: claimed
    sources:
      - afp-2017
      - reuters-2017
reviewed: "{date.today()}"
"""
    assert (root / "docs" / "en" / "actors" / "katiba-exemple.md").read_text() == "{{ profile() }}\n"
    assert checked(root) == ["No problems found: 4 actors, 1 events, 1 terms, 5 sources, 1 series, 1 charts, 1 claims, 1 arguments."]


def test_an_event_is_asked_for(root):
    code, said, _ = answer(root, ["event"], "17/09/2024", "2024-09-17", "Attack near the airport of Bamako", "bamako", "no", "security", "", "Fighters came.",
                           "JNIM", "atacker", "attacker", "attributed", "the army", "", "killed", "2,600", "2600", "at-least", "", "the army",
                           "", "wiki-jnim", "", "", "", "", "")
    assert code == 0 and "did you mean 'attacker'?" in said and "write 2600" in said
    assert "looks like Attack in Bamako, data/events/2024-09-17-bamako.yml" in said
    text = (root / "data" / "events" / "2024-09-17-bamako-attack-near-airport.yml").read_text(encoding="utf-8")
    assert 'date: "2024-09-17"\n' in text and "    lat: 12.65\n" in text and "    standing: attributed\n    by: the army\n" in text
    assert "    value: 2600\n    qualifier: at-least\n    counts: killed\n    claimed_by: the army\n    sources:\n      - wiki-jnim\n" in text
    assert checked(root)[0].startswith("No problems found: 3 actors, 2 events")


def test_a_term_and_a_source_on_paper_are_asked_for(root):
    code, said, _ = answer(root, ["term"], "Emirate (of a group)", "émirat", "Arabic", "A rule by an emir.", "wiki-jnim", "", "")
    assert code == 0 and "wrote data/terms/emirate.yml" in said
    code, said, _ = answer(root, ["source"], "", "Rapport", "", "Press of Bamako", "1999", "fr", "news", "independent", "original-report", "")
    assert code == 0 and "wrote data/sources/press-of-bamako-1999.yml" in said
    assert checked(root)[0].startswith("No problems found: 3 actors, 1 events, 2 terms, 6 sources") or "E603" in checked(root)[0]


@pytest.mark.parametrize(("kind", "answers", "left"), [
    ("actor", ["Katiba Exemple", *[""] * 8], {"kind", "summary"}),
    ("event", ["2024-09-18", "Something", "Aguelhok", *[""] * 12], {"theme", "summary", "country", "lat", "lon", "sources"}),
    ("term", ["Emirate", *[""] * 5], {"term_fr", "definition", "sources"}),
    ("source", ["https://example.org/a-page", *[""] * 9], {"title", "publisher", "language", "kind", "party", "origin"}),
])
def test_what_is_left_open_is_found_by_the_check(root, kind, answers, left):
    code, said, faults = answer(root, [kind], *answers)
    assert (code, faults) == (0, "") and "Still open, the check will point at it: " in said
    lines = run(root, "check")[1][:-1]
    path = next(line for line in said.splitlines() if line.startswith("wrote data/")).removeprefix("wrote ")
    text = (root / path).read_text(encoding="utf-8").splitlines()
    marked = {line for line in range(len(text)) if "TODO" in text[line] or "id-of-a-source" in text[line]}
    assert len(marked) == len(left) and all(any(key in text[line] or key == "sources" for key in left) for line in marked)
    first = {line for line in marked if "TODO:" in text[line] or text[line].startswith("    l")}  # what has no right form hides what names nothing
    found = {int(line.split(":")[1]) - 1 for line in lines if line.startswith(f"{path}:")}
    assert found and first <= found <= marked if first else found == marked


def test_the_month_of_an_event_gets_its_page(root):
    docs = root / "docs" / "en" / "timeline"
    (docs / "2024.md").write_text("---\ntitle: '2024'\n---\n\n{{ year() }}\n")
    (docs / "2024" / "09.md").write_text("# September 2024\n\n{{ month() }}\n")
    code, said, _ = answer(root, ["event"], "2025-02-01", "Talks", "", "politics", "", "They talked.", "", "", "wiki-jnim", "", "")
    assert code == 0 and "wrote docs/en/timeline/2025.md" in said and "wrote docs/en/timeline/2025/02.md" in said
    assert (docs / "2025.md").read_text() == "---\ntitle: '2025'\n---\n\n{{ year() }}\n"
    assert (docs / "2025" / "02.md").read_text() == "# February 2025\n\n{{ month() }}\n"
    assert checked(root)[0].startswith("No problems found: 3 actors, 2 events")


def test_what_lies_ahead_is_planned_or_mistyped(root):
    day = f"{date.today().year + 1}-01-31"
    answers = ["Talks", "", "politics", "", "They will talk.", "", "", "afp-2017", "", ""]
    assert answer(root, ["event"], day, "no", "2024-09-20", *answers)[0] == 0
    assert "planned" not in (root / "data" / "events" / "2024-09-20-talks.yml").read_text()
    assert answer(root, ["event"], day, "yes", *answers)[0] == 0
    assert "planned: true\n" in (root / "data" / "events" / f"{day}-talks.yml").read_text()


@pytest.mark.parametrize(("kind", "name", "same"), [
    ("actor", "Group for suport", "actors/jnim"), ("actor", "Al Qaïda", "actors/al-qaeda"), ("actor", "gsim", "actors/jnim"), ("term", "Baya", "terms/baya"),
])
def test_what_looks_like_a_record_is_named(root, kind, name, same):
    before = files(root)
    code, said, _ = answer(root, [kind], name, "yes")
    assert code == 1 and f"data/{same}.yml" in said and said.endswith(f"Nothing was written; mend data/{same}.yml\n")
    assert files(root) == before


def test_actors_whose_names_differ_by_a_letter_are_told_apart(root):
    code, said, _ = answer(root, ["actor"], "Group for Supports", "no", "", "armed-group", "", "", "Another one.", "", "")
    assert code == 0 and "different_from:\n  - jnim\n" in (root / "data" / "actors" / "group-for-supports.yml").read_text(encoding="utf-8")
    assert checked(root)[0].startswith("No problems found: 4 actors")


def test_a_publisher_is_spelt_as_before(root):
    assert answer(root, ["source"], "", "A title", "", "réuters", "2024", "en", "news", "independent", "original-report", "")[0] == 0
    assert "publisher: Reuters\n" in (root / "data" / "sources" / "reuters-2024.yml").read_text(encoding="utf-8")


def test_an_id_that_is_taken_is_refused(root):
    tree.add(root, "redirects", "terms/emirates: terms/baya\n")
    code, said, _ = answer(root, ["term"], "Bay-'a", "no", "mot", "", "An oath.", "afp-2017", "", "baya", "jnim", "Emirate X", "emirates", "emirate")
    assert code == 0 and "data/actors/jnim.yml exists already" in said
    assert "data/terms/baya.yml exists already" in said and "such as emirate-x" in said and "was the id of 'baya'" in said
    assert "[bay-a] > baya" in said and (root / "data" / "terms" / "emirate.yml").is_file()
    before = files(root)
    code, said, _ = answer(root, ["source", "reuters-2017"])
    assert (code, said) == (1, "data/sources/reuters-2017.yml exists already; nothing was written\n") and files(root) == before


def test_in_french(root):
    code, said, faults = answer(root, ["term", "--lang", "fr"], "Bayâ", "peut-être", "n", "", "", "", "afp-2018", "", "", "")
    assert (code, faults) == (0, "") and "Quel mot ?" in said and "ressemble à Bay'a, data/terms/baya.yml" in said
    assert "« peut-être » n’est ni oui ni non" in said
    assert "[non] > n" in said and "vouliez-vous dire « afp-2017 » ?" in said and "écrit : data/terms/baya-2.yml" in said
    assert 'term_fr: "TODO: le mot en français"\n' in (root / "data" / "terms" / "baya-2.yml").read_text(encoding="utf-8")


# -- sources by their address


def test_a_source_takes_from_its_address_what_it_can(root):
    code, said, _ = answer(root, ["source", "https://reuters.com/world/2025/03/04/army-and-the-rebels-talk/?utm_source=mail&id=7&fbclid=x#:~:text=talk"])
    assert code == 0 and "wrote data/sources/reuters-2025-03-04-army-rebels-talk.yml" in said and "Still open, the check will point at it: title\n" in said
    assert (root / "data" / "sources" / "reuters-2025-03-04-army-rebels-talk.yml").read_text(encoding="utf-8") == """\
# yaml-language-server: $schema=../schema/source.json
title: "TODO: the page's own title"
publisher: Reuters
date: "2025-03-04"
url: https://reuters.com/world/2025/03/04/army-and-the-rebels-talk/?id=7
language: en
kind: news
party: independent
origin: original-report
"""
    assert [line.split()[1] for line in run(root, "check")[1] if line.startswith("data/")] == ["E205"]


def test_the_sources_of_a_host_are_asked_who_wrote_it(root):
    for number, publisher in enumerate(["AFP", "RFI", "AFP", "Xinhua"]):
        source = tree.RECORDS["sources/afp-2017"].replace("publisher: AFP", f"publisher: {publisher}").replace("afp.com/fusion", f"www.digest.ml/{number}")
        tree.add(root, f"sources/digest-2019-{number}", source)
    code, said, _ = answer(root, ["source", "digest.ml/201903/text"])
    text = (root / "data" / "sources" / "digest-2019-03-text.yml").read_text(encoding="utf-8")
    assert code == 0 and 'publisher: "TODO: AFP or another"\n' in text
    assert "read_at: Le Monde\n" in text and "language: fr\n" in text and 'date: "2019-03"\n' in text
    code, said, _ = answer(root, ["source", "https://digest.ml/201904/paroles"], "Paroles", *[""] * 9)
    assert code == 0 and "(so 2 of 4 sources of this site)\n[AFP] > " in said and "[Le Monde] > " in said


@pytest.mark.parametrize("address", ["https://www.reuters.com/merge", "http://reuters.com/merge/", "reuters.com/merge?utm_medium=x#top", "https://reuters.com/merge?xtor=1"])
def test_a_page_that_is_a_source_already_is_named(root, address):
    before = files(root)
    said = "This page is already the source reuters-2017 (data/sources/reuters-2017.yml); nothing was written\n"
    assert answer(root, ["source", address]) == (1, said, "")
    assert answer(root, ["source"], address if "://" in address else f"https://{address}")[1].endswith(said)
    assert files(root) == before


@pytest.mark.parametrize("address", ["x y.com/", "https://", "https://[::1.com/a", "ftp://host.org/x", "https://a.org/\x1b[31m", "../x", "."])
def test_what_is_no_address_is_refused(root, address):
    before = files(root)
    code, said, faults = answer(root, ["source", address])
    assert (code, faults) == (2, "") and ("is not a web address" in said or "U+001B" in said) and "\x1b" not in said and files(root) == before


def test_new_works_while_another_record_is_broken(root):
    tree.change(root, "actors/jnim", "kind: armed-group", "kind: armed group")
    tree.add(root, "terms/broken", "term: [")
    assert answer(root, ["term"], "Emirate", "émirat", "", "A rule by an emir.", "wiki-jnim", "", "")[0] == 0


HOSTILE = [
    "", "", "", "no", "yes", "?", "jnim", "mali", "security", "attacker", "attributed", "killed", "2600", "-5", "1e999", "2024-09-17",
    "../2024", "2024/..", "[2024..2025]", "0000", "9999-12-31", "2024-02-30", "Bamako", "a: b", "- x", "TODO", "{x}", "{{ x }}", "%s",
    "\x1b[2J", "é" * 300, "x" * 5000, "https://reuters.com/merge", "https://a.b/2024/01/02/x?utm_source=1", "https://[::1]/x", "http://",
    "a.b/c", "afp-2017", "[x](actor:jnim)", "[x](", '"', "#", "&a", "|", "null", "e\u0301", "\ufffd", "12.65", "200", "reported",
    "armed-group", "Arabic", "en", "news", "repost", "baya", "ansaru", "2024-09-17-x", "../../x", "CON",
]


def test_whatever_is_answered_a_file_that_can_be_read_is_written_or_none(root, monkeypatch, capsys):
    before, codes = files(root), set()
    for seed in range(300):
        chance = random.Random(seed)
        lines = [chance.choice(HOSTILE) for _ in range(chance.randint(0, 60))]
        monkeypatch.setattr(starting.asking, "answers", lambda lines=lines: lines)
        kind, name = chance.choice(list(starting.KINDS)), chance.choice([None, None, chance.choice(HOSTILE)])
        codes.add(code := starting.run(root, kind, name, date.today(), ["en"], {}))
        written = files(root).keys() - before.keys()
        assert bool(written) == (code == 0) and "\x1b" not in capsys.readouterr().out, seed
        for path in written:
            if path.endswith(".yml"):
                yamlfile.read(root / path)
            (root / path).unlink()
    assert codes == {None, 0, 1, 2} and files(root) == before


# -- stopping


@pytest.mark.parametrize(("arguments", "answers"), [
    (["actor"], ["Katiba Exemple"]), (["event"], ["2024-09-18", "Something"]), (["term"], ["nonsense\x1b[2J", "\udcff"[:0]]), (["source"], ["not an address"]),
    (["source", "https://reuters.com/new"], ["A title"]),
])
def test_when_the_answers_end_nothing_is_written(root, arguments, answers):
    before = files(root)
    code, said, faults = answer(root, arguments, *answers)
    assert (code, faults) == (2, "") and said.endswith("\nNothing was written.\n") and "\x1b" not in said
    assert files(root) == before


def test_answers_that_are_no_text(root):
    before = files(root)
    done = subprocess.run([*COMMAND, "actor"], cwd=root, env=HERE, input=b"Name \xff\xfe\n\x00\n" + b"x" * 3_000_000, capture_output=True,
                          check=False)
    assert done.returncode == 2 and done.stderr == b"" and files(root) == before


def test_an_id_with_no_terminal_asks_nothing(root):
    """A program that sends its own lines to standard input keeps them."""
    code, said, _ = answer(root, ["event", "2024-08-24-town"], "2024-08-25-other")
    assert (code, said) == (0, "wrote data/events/2024-08-24-town.yml\n")


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("end", [b"\x04", signal.SIGINT])
def test_at_a_terminal(root, end):
    import pty
    before = files(root)
    outer, inner = pty.openpty()
    # Programs that a shell starts in the background ignore Ctrl-C, and so do theirs.
    process = subprocess.Popen([*COMMAND, "event", "2024-09-18-talks"], cwd=root, env=HERE, stdin=inner, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    said = b""
    while b"When was it?" not in said or not said.endswith(b"> "):
        said += process.stdout.read1()
    assert b"[2024-09-18] > " in said
    os.write(outer, b"\n")
    while b"What happened?" not in said or not said.endswith(b"> "):
        said += process.stdout.read1()
    for _ in range(3):  # what comes just before the program waits for a line is not seen
        os.write(outer, end) if isinstance(end, bytes) else process.send_signal(end)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
            break
    rest, faults = process.communicate(timeout=60)
    os.close(outer)
    os.close(inner)
    assert process.returncode == 2 and rest.endswith(b"\nNothing was written.\n") and b"Traceback" not in faults
    assert files(root) == before
