"""Charts of series: which numbers are drawn, and how; the drawing is left to ``figures``."""

from markupsafe import Markup

from . import figures
from .library import Key
from .model import Point


def chart(page, id, record):
    """Return the :class:`figures.Figure` of a chart record."""
    labels = [line.label for line in record.lines]
    rows, table = [], []
    for line in record.lines:
        series = page.library.series[line.series]
        for point in series.points:
            row = _row(line.label, series, point)
            if row and (not record.since or row["last"] >= f"{record.since}-01-01"):
                rows.append(row)
                amount = Markup(page.amount(point))
                table.append((line.label, page.when(point.date), amount, page.html(point.scope) + Markup(page.cite(point.sources)) + page.weak(point.sources)))
    specification = figures.spec(
        "series", points=[row for row in rows if row["value"] is not None], joined=[row for row in rows if row["joined"]],
        bands=[row for row in rows if row["joined"] and row["low"] is not None],
        ranges=[row for row in rows if not row["joined"] and row["low"] is not None], periods=[row for row in rows if row["period"]])
    keys = figures.keys(labels)
    specification["encoding"]["color"]["scale"] = {"domain": labels, "range": [key.colour for key in keys]}
    for layer in specification["layer"]:
        for channel, values in (("shape", [key.shape for key in keys]), ("strokeDash", [key.dash for key in keys])):
            if channel in layer["encoding"]:
                layer["encoding"][channel]["scale"] = {"domain": labels, "range": values}
    say = page.language.say
    head = (say("series"), say("period"), say("number"), say("scope"))
    note = Markup(" · ").join(Markup('<a href="{}">{}</a>').format(page.url_of(Key("series", line.series)), line.label) for line in record.lines)
    unjoined = any(not page.library.series[line.series].comparable for line in record.lines)
    keys = [key if page.library.series[line.series].comparable else key._replace(dash=None) for key, line in zip(keys, record.lines, strict=True)]
    if unjoined:
        note += Markup(". ") + say("points_alone")
    return figures.Figure(f"chart-{id}", record.title, record.description, specification, keys, head, table, note, wide=False)


def _row(label, series, point: Point):
    """Return what the drawing needs to know of a point, or ``None`` if it has no date or no number."""
    when = point.date
    if not (when and when.start and when.end) or (point.value is None and point.low is None):
        return None
    first, last = when.earliest, when.latest
    return {"label": label, "first": str(first), "last": str(last), "middle": str(first + (last - first) / 2), "value": point.value,
            "low": point.low, "high": point.high, "joined": series.comparable and point.value is not None,
            "period": not series.comparable and point.value is not None and when.start != when.end}
