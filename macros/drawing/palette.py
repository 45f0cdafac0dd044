"""The colours of the site, read from the variables at the top of ``docs/<language>/assets/site.css``, and which of them meet.

Contrast is counted as WCAG 2.2 does (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

import re
from collections import namedtuple

from markupsafe import Markup

TEXT, GRAPHIC = 4.5, 3  # what WCAG 2.2 AA asks at least: of text (1.4.3), of what must be seen to understand or to use (1.4.11)
SCHEMES = {"light": r"^\[data-md-color-scheme\] \{", "dark": r'^  \[data-md-color-scheme="slate"\] \{', "print": r"^  \[data-md-color-scheme\] \{"}
_FIGURES = [f"figure-{number}" for number in range(1, 10)]
_MAPS = ["map-core", "map-land", "map-aes", "map-ecowas", "map-both"]

# use: the word ``colour_<use>`` of the interface; fronts and grounds: variables; needs: the least contrast; part: how opaque the
# fronts are; mixed: a variable mixed into the grounds, and its part.
Pair = namedtuple("Pair", "use fronts grounds needs part mixed", defaults=(1, None))
PAIRS = [
    Pair("text", ["md-typeset-color", "md-default-fg-color"], ["md-default-bg-color", "panel", "warn-bg", "md-typeset-mark-color"], TEXT),
    Pair("quiet", ["md-default-fg-color--light"], ["md-default-bg-color", "panel", "warn-bg"], TEXT),
    Pair("link", ["md-typeset-a-color", "md-accent-fg-color"], ["md-default-bg-color", "panel", "warn-bg", "md-code-bg-color"], TEXT),
    Pair("warning", ["warn"], ["md-default-bg-color", "panel", "warn-bg"], TEXT),
    Pair("code", ["md-code-fg-color"], ["md-code-bg-color"], TEXT),
    Pair("header", ["md-primary-bg-color", "md-primary-bg-color--light"], ["md-primary-fg-color", "md-primary-fg-color--dark"], TEXT),
    Pair("pressed", ["md-accent-bg-color"], ["md-accent-fg-color"], TEXT),
    Pair("footer", ["md-footer-fg-color", "md-footer-fg-color--light", "md-footer-fg-color--lighter"],
         ["md-footer-bg-color", "md-footer-bg-color--dark"], TEXT),
    Pair("drawing_text", ["figure-text"], ["figure-paper", *_MAPS], TEXT),
    Pair("strip", ["figure-text"], ["panel"], TEXT, mixed=("figure-2", 0.42)),
    Pair("strip_most", ["figure-paper"], ["figure-2"], TEXT),
    Pair("edge", ["md-default-fg-color--lighter", "md-accent-fg-color"], ["md-default-bg-color", "panel"], GRAPHIC),
    Pair("bar", ["md-primary-fg-color--light", "warn"], ["panel", "md-default-bg-color"], GRAPHIC),
    Pair("drawing", _FIGURES, ["figure-paper"], GRAPHIC),
    Pair("dots", _FIGURES, ["map-core", "map-land"], GRAPHIC, part=0.9),
    Pair("border", ["map-border"], ["figure-paper", *_MAPS], GRAPHIC),
]


def read(docs):
    """Return ``{scheme: {variable: (red, green, blue)}}`` of the style sheet below the folder of pages ``docs``; print takes from light what it lacks."""
    css = (docs / "assets" / "site.css").read_text(encoding="utf-8")
    schemes = {}
    for name, start in SCHEMES.items():
        block = css[re.search(start, css, re.MULTILINE).end():].partition("}")[0]
        schemes[name] = {variable: _rgb(digits) for variable, digits in re.findall(r"--([\w-]+): #([0-9a-f]{3}|[0-9a-f]{6});", block)}
    return schemes | {"print": schemes["light"] | schemes["print"]}


def _rgb(digits):
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return tuple(bytes.fromhex(digits))


def hexadecimal(colour):
    """Return a colour as ``#rrggbb``."""
    return "#" + bytes(colour).hex()


def mix(over, under, part):
    """Return the colour of ``part`` (0 to 1) of ``over`` on ``under``, as ``opacity`` and ``color-mix(in srgb, …)`` make it."""
    return tuple(round(part * one + (1 - part) * other) for one, other in zip(over, under, strict=True))


def contrast(one, other):
    """Return the contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted(map(_luminance, (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    linear = (part / 12.92 if (part := channel / 255) <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for channel in colour)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def meetings(pair, colours):
    """Return ``[(front, ground)]`` of all colours of a :class:`Pair` that meet, in one scheme of :func:`read`."""
    grounds = [colours[name] if not pair.mixed else mix(colours[pair.mixed[0]], colours[name], pair.mixed[1]) for name in pair.grounds]
    return [(mix(colours[front], ground, pair.part), ground) for front in pair.fronts for ground in grounds]


def colours(page):
    """The colours that meet on the site: of each use the two that differ least, and their contrast, in light, dark and print."""
    say, schemes = page.language.say, read(page.docs)
    head = [say("colour_use"), *(say(f"colour_in_{scheme}") for scheme in schemes), say("colour_needs")]
    rows = [[say(f"colour_{pair.use}"), *(_cell(page, pair, schemes[scheme]) for scheme in schemes), page.language.number(pair.needs)] for pair in PAIRS]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)) + "\n"


def _cell(page, pair, colours):
    front, ground = min(meetings(pair, colours), key=lambda met: contrast(*met))
    swatch = Markup('<span class="swatch" style="color:{};background:{}"></span> ').format(hexadecimal(front), hexadecimal(ground))
    ratio = page.language.number(int(contrast(front, ground) * 10) / 10)  # never said to be higher than it is
    return swatch + page.language.say("colour_pair", front=hexadecimal(front), ground=hexadecimal(ground), ratio=ratio)
