"""Charts of series: which numbers are drawn, and how; the drawing is left to ``figures``."""

import json
import math
import textwrap
from datetime import timedelta

from markupsafe import Markup

from ..records.library import Key
from . import figures

WIDTH = 300  # of a drawing without its rim, in units
LETTERS, LINE, MARK, GAP = 50, 14, 16, 9  # of claims: letters in a line of words, height of a line and of the mark below it, space to the next
YEARS_NAMED = 7


def chart(page, id, record):
    """Return the :class:`figures.Figure` of a chart record."""
    series = [page.library.series[line.series] for line in record.lines]
    labels = [line.label for line in record.lines]
    points = [(number, point) for number, one in enumerate(series) for point in one.points if record.shows(point)]
    specification, notes = FORMS[record.form](page, labels, series, points)
    keys = figures.keys(labels)
    for layer in (specification, *specification["layer"]):
        for channel, values in (("color", [key.colour for key in keys]), ("shape", [key.shape for key in keys]), ("strokeDash", [key.dash for key in keys])):
            if channel in layer["encoding"]:
                layer["encoding"][channel]["scale"] = {"domain": list(range(len(keys))), "range": values}
    keys = [key if record.form == "time" and one.comparable else key._replace(dash=None) for key, one in zip(keys, series, strict=True)]
    if record.form == "claims" and len(keys) == 1:
        keys = []  # every claim names itself
    say = page.language.say
    head = (say("series"), say("period"), say("number"), say("scope"))
    rows = [(labels[number], page.when(point.date), page.amount(point), page.html(point.scope) + Markup(page.cite(point.sources)) + page.weak(point.sources))
            for number, point in points]
    links = Markup(" · ").join(Markup('<a href="{}">{}</a>').format(page.url_of(Key("series", line.series)), line.label) for line in record.lines)
    note = Markup(" ").join([links + ".", *(say(word) for word in notes)])
    return figures.Figure(f"chart-{id}", record.title, record.description, specification, keys, head, rows, note, wide=False)


def ticks(most, parts):
    """Return round numbers from 0 in at most ``parts`` steps; the last is not below ``most``."""
    most = most or 1
    unit = 10 ** math.floor(math.log10(most / parts))
    step = next(times * unit for times in ((1, 2, 2.5, 5, 10) if unit > 1 else (1, 2, 5, 10)) if times * unit * parts >= most)
    return [round(step * number, 9) for number in range(math.ceil(round(most / step, 9)) + 1)]


def _over_time(page, labels, series, points):
    """Return the specification of numbers over time, and the words of the interface that explain it."""
    rows = [_row(number, series[number].comparable, point) for number, point in points]
    data = {"points": [row for row in rows if row["value"] is not None], "joined": [row for row in rows if row["joined"]],
            "bands": [row for row in rows if row["joined"] and row["low"] is not None],
            "ranges": [row for row in rows if not row["joined"] and row["low"] is not None], "periods": [row for row in rows if row["period"]]}
    specification = figures.spec("series", **data)
    specification["title"]["text"] = _capital(series[0].unit)
    x, y = specification["encoding"]["x"], specification["encoding"]["y"]
    _scale(y, ticks(max(row[end] or 0 for row in rows for end in ("value", "high")), 5), page.language.number)
    y["axis"]["minExtent"] = max(_width(page.language.number(value)) for value in y["axis"]["values"]) + 3
    years = list(range(math.floor(min(row["first"] for row in rows)), math.ceil(max(row["last"] for row in rows)) + 1))
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 500) if len(years) - 1 <= step * YEARS_NAMED)
    _scale(x, years, lambda year: "" if year % step or year == years[-1] else str(year))
    unjoined = any(not one.comparable for one in series)
    notes = {"chart_bands": data["bands"], "chart_ranges": data["ranges"], "chart_periods": data["periods"], "points_alone": unjoined}
    return specification, [word for word, needed in notes.items() if needed]


def _row(number, comparable, point):
    """Return what the drawing over time needs to know of a point."""
    first, last = figures.year(point.date.earliest), figures.year(point.date.latest + timedelta(days=1))
    joined = comparable and point.value is not None
    return {"line": number, "first": first, "last": last, "at": round((first + last) / 2, 3), "value": point.value, "low": point.low, "high": point.high,
            "joined": joined, "period": not joined and point.value is not None and point.date.start != point.date.end}


def _as_claims(page, labels, series, points):
    """Return the specification of claims one below the other, and the words of the interface that explain it."""
    words, claims, top = [], [], 0
    for number, point in points:
        name = [labels[number]] if len(labels) > 1 and not point.scope.startswith(labels[number]) else []
        when = [page.when(point.date).replace(" ", "\N{NO-BREAK SPACE}")] if point.date else []
        lines = _lines(_capital(", ".join([*name, point.scope, *when])))
        words += [{"text": text, "y": top + LINE * (place + 0.5)} for place, text in enumerate(lines)]
        low, high = (point.low, point.high) if point.low is not None else (point.value, point.value)
        top += LINE * len(lines)
        claims.append({"line": number, "y": top + MARK / 2, "value": point.value, "low": low, "high": high, "bar": point.low is not None,
                       "from": 0, "to": low, "at": high, "text": page.amount(point)})
        top += MARK + GAP
    # As long as it can be with the number still fitting behind the longest.
    most = max(claim["high"] / (1 - (_width(claim["text"]) + GAP) / WIDTH) for claim in claims) or 1
    bars = [claim for claim in claims if claim["bar"]]
    valued = [claim for claim in claims if claim["value"] is not None]
    specification = figures.spec("estimates", words=words, stems=claims, bars=bars, points=valued, amounts=claims)
    specification["height"] = top + LINE * 2 + MARK
    specification["encoding"]["y"]["scale"]["domain"] = [0, top]
    x = specification["layer"][1]["encoding"]["x"]
    x["title"] = _capital(series[0].unit)
    _scale(x, [tick for tick in ticks(most, 4) if tick <= most], page.language.number)
    x["scale"] = {"domain": [0, most], "nice": False}
    return specification, ["chart_ranges"] if bars else []


FORMS = {"time": _over_time, "claims": _as_claims}


def _lines(text):
    """Return the text in as few lines as it takes, and these about as long as each other."""
    needed = len(textwrap.wrap(text, LETTERS))
    return next(lines for letters in range(min(len(text) // needed, LETTERS), LETTERS + 1) if len(lines := textwrap.wrap(text, letters)) == needed)


def _width(text):
    """Return how much room a text takes at most, in units; the reader's font is not known here."""
    return sum(7 if char.isdigit() else 6.5 if char.isalpha() else 3.5 for char in text)


def _capital(text):
    return text[:1].upper() + text[1:]


def _scale(channel, values, name):
    """Give a channel of a specification a scale from the first to the last of the values, and an axis that names each."""
    values = [int(value) if value == int(value) else value for value in values]
    channel["scale"] = channel.get("scale", {}) | {"domain": [values[0], values[-1]]}
    channel["axis"] |= {"values": values, "labelExpr": json.dumps({str(value): name(value) for value in values}) + "[datum.value]"}
