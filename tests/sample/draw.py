"""Draw a random sample of statements to be checked by hand against pages other than those cited.

    .venv/bin/python tests/sample/draw.py > drawn.md

The population is every actor's facts, every actor's relations, every figure of an event, and every event's date,
title and places taken as one statement. The seed is fixed and the population sorted, so that the same data give the
same sample; sample.md names the commit whose data it was drawn from.
"""

import random
from pathlib import Path

import yaml

SEED = 20261124
SIZES = {"fact": 15, "relation": 10, "figure": 20, "event": 15}
DATA = Path(__file__).resolve().parents[2] / "data"


def load(kind):
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((DATA / kind).glob("*.yml"))}


def figure(item):
    value = item["value"] if "value" in item else "–".join(str(item[key]) for key in ("low", "high") if key in item)
    parts = [item.get("qualifier", ""), str(value)]
    parts += [f"{key}: {' '.join(str(item[key]).split())}" for key in ("measure", "counts", "claimed_by", "date", "note") if key in item]
    return "; ".join(part for part in parts if part)


def population():
    actors, events = load("actors"), load("events")
    groups = {name: [] for name in SIZES}
    for name, actor in actors.items():
        for number, fact in enumerate(actor.get("facts") or []):
            text = f"{actor['name']}: {fact['statement']} [{fact.get('date', 'no date')}; {fact['status']}]"
            groups["fact"].append((f"actors/{name} fact {number + 1}", text, fact["sources"]))
        for number, relation in enumerate(actor.get("relations") or []):
            more = "; ".join(f"{key}: {relation[key]}" for key in ("office", "from", "until", "status", "note") if key in relation)
            other = actors[relation["to"]]["name"]
            groups["relation"].append(
                (f"actors/{name} relation {number + 1}", f"{actor['name']} — {relation['type']} — {other} [{more}]", relation["sources"])
            )
    for name, event in events.items():
        for number, item in enumerate(event.get("figures") or []):
            groups["figure"].append(
                (f"events/{name} figure {number + 1}", f"{event['title']} ({event['date']}): {figure(item)}", item.get("sources") or event["sources"])
            )
        places = ", ".join(place["name"] for place in event.get("places") or []) or "no place"
        groups["event"].append((f"events/{name}", f"{event['date']}: {event['title']} — {places}", event["sources"]))
    return groups


def cell(text):
    return " ".join(str(text).split()).replace("|", "\\|")


def main():
    random_ = random.Random(SEED)
    print("| no. | record | statement | cited sources | verdict | page read | what was mended |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    count = 0
    for kind, rows in population().items():
        for record, text, sources in sorted(random_.sample(rows, SIZES[kind])):
            count += 1
            print(f"| {count} | {cell(record)} | {cell(text)} | {cell(', '.join(sources))} |  |  |  |")


if __name__ == "__main__":
    main()
