"""What is sent to readers: one stylesheet with the rules that some page can use, and no file of the theme that no page asks for.

Readers with slow lines wait for every byte. Most of the theme's CSS is for things this site does not have. A rule stays
if each class, id, element and attribute in one of its selectors stands in a page that was built, or in a script, which may
add it later. That keeps a little too much and never too little. CSS: https://www.w3.org/TR/css-syntax-3/.
"""

import re
import shutil
from pathlib import Path

import tinycss2

SHEETS = ("assets/stylesheets/main.*.css", "assets/stylesheets/palette.*.css", "assets/site.css")  # in the order of the cascade
# The theme styles, and puts into a box, tables without class. A rule on the attribute has the browser style the whole page anew when any class changes.
TABLE = ("table:not([class])", "table.data")
# Two changes to the theme's script. It fetches the search index with each page, except from a disk, where it waits until somebody searches: it shall always
# wait. It names the colour scheme in a new meta element, for which the browser styles the whole page anew, twice: the pages name both.
CHANGES = {'location.protocol!=="file:"': 'location.protocol==="never:"', '{name:"color-scheme"}': '{name:"scheme"}'}
GROUPS = ("media", "supports", "container")  # at-rules that hold rules
# Parts that the theme's script makes on sites that have versions, annotated code, tabs, Mermaid diagrams or a repository's number of stars;
# and a mark that, for the sake of a colour that fades, has the browser style the whole page anew, twice each time one is opened.
ABSENT = ("--md-mermaid", "data-md-color-switching", "md-annotation", "md-source__fact", "md-tooltip--", "md-version", "tabbed-")
_MAP_LINE = re.compile(r"\s*//# sourceMappingURL=\S+\s*\Z")
_SCRIPT = re.compile(r"<script\b(?![^>]*json)[^>]*>(.*?)</script>", re.DOTALL)
_CLASSES = re.compile(r'\bclass="([^"]*)"')
_ADDED = re.compile(r"(?<=[\"'`\s<])[\w-]+(?=[\"'`\s>])")  # a word of a text; in ".word" a script asks for what must stand in the page
_WORD = re.compile(r"[\w-]+")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")


def pack(site):
    """Join and cut the stylesheets below the built ``site`` into ``assets/site.css``; remove source maps and other files of the theme that no page asks for.

    Raises ``LookupError`` if the theme's files are not as expected.
    """
    site = Path(site)
    _drop_extras(site / "assets/javascripts")
    css, used = join(site), _Used(site)
    rules = _kept(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), used)
    _drop_unused_variables(rules, used.variables)
    (site / SHEETS[-1]).write_text(tinycss2.serialize(rules), encoding="utf-8", newline="\n")
    for folder in {path.parent for pattern in SHEETS[:-1] for path in site.glob(pattern)}:
        shutil.rmtree(folder)


def join(site):
    """Join the stylesheets below ``site`` into ``assets/site.css``, whole, and change the theme's script; return the CSS.

    Raises ``LookupError`` if the theme's files are not as expected.
    """
    sheets = [path for pattern in SHEETS for path in Path(site).glob(pattern)]
    if len(sheets) != len(SHEETS):
        raise LookupError(f"expected one file for each of {', '.join(SHEETS)}; see macros/building/shipping.py")
    _change(*Path(site).glob("assets/javascripts/bundle.*.min.js"))
    css = "".join(path.read_text(encoding="utf-8") for path in sheets).replace(*TABLE)
    sheets[-1].write_text(css, encoding="utf-8", newline="\n")
    return css


def _drop_extras(scripts):
    for path in scripts.rglob("*.map"):
        path.unlink()
    for path in scripts.rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        if _MAP_LINE.search(text):
            path.write_text(_MAP_LINE.sub("\n", text), encoding="utf-8", newline="\n")
    shutil.rmtree(scripts / "lunr", ignore_errors=True)  # other languages' stemmers; the search has its own way with words (words.js)
    shutil.rmtree(scripts.parent / "images", ignore_errors=True)  # the theme's icon; this site has its own


def _change(bundle):
    text = bundle.read_text(encoding="utf-8")
    for found, put in CHANGES.items():
        if text.count(found) != 1:
            raise LookupError(f"{bundle.name} is not as macros/building/shipping.py expects: {found} is in it {text.count(found)} times")
        text = text.replace(found, put)
    bundle.write_text(text, encoding="utf-8", newline="\n")


class _Used:
    """The names that stand in the built pages, and those that scripts may add to them."""

    def __init__(self, site):
        pages = [path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))]
        scripts = [path.read_text(encoding="utf-8") for path in sorted((site / "assets").rglob("*.js"))]
        scripts += sorted({script for page in pages for script in _SCRIPT.findall(page)})
        self.html = "".join(pages)
        self.classes = {name for names in set(_CLASSES.findall(self.html)) for name in names.split()}
        self.added = {word for script in scripts for word in _ADDED.findall(script) if not word.startswith(ABSENT)}
        self.words = {word for script in scripts for word in _WORD.findall(script) if not word.startswith(ABSENT)}
        self.variables = set(_VARIABLE.findall(self.html)) | self.words
        self._known = {"body[dir=rtl]": '<body dir="rtl"' in self.html}

    def __contains__(self, mark):
        """Whether an element may have a mark: ``.class``, ``#id``, ``element``, ``[attribute]`` or ``[attribute=value]``."""
        if mark not in self._known:
            self._known[mark] = self._look_for(mark)
        return self._known[mark]

    def _look_for(self, mark):
        if mark[0] == ".":
            return mark[1:] in self.classes or mark[1:] in self.added
        if mark[0] == "#":
            return f'id="{mark[1:]}"' in self.html or mark[1:] in self.added
        if mark[0] == "[":
            name, _, value = mark[1:-1].partition("=")
            return (f' {name}="{value}"' if value else f" {name}") in self.html or name in self.words and (not value or value in self.added)
        return f"<{mark}" in self.html or mark in self.added


def _marks(selector):
    """Yield what an element must have to fit a selector; what stands in ``:not(…)``, ``:is(…)`` and their like is left open."""
    before = None
    for token in selector:
        if token.type == "hash":
            yield f"#{token.value}"
        elif token.type == "ident" and before != ":":
            yield f".{token.value}" if before == "." else token.value
        elif token.type == "[] block":
            words = [part.value for part in token.content if part.type in ("ident", "string")]
            exact = any(part.type == "literal" and part.value == "=" for part in token.content)
            whole_page = words[:2] == ["dir", "rtl"] and token is selector[0] and len(selector) > 1  # the theme's rules for pages written from right to left
            yield ("body" if whole_page else "") + (f"[{words[0]}={words[1]}]" if exact and len(words) > 1 else f"[{words[0]}]")
        before = token.value if token.type == "literal" else None


def _kept(rules, used):
    """Return the rules that can apply, each with those of its selectors that can."""
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            rule.prelude = _joined([part for part in _split(rule.prelude) if all(mark in used for mark in _marks(part))])
            if rule.prelude:
                kept.append(rule)
        elif rule.type == "at-rule" and rule.lower_at_keyword in GROUPS:
            rule.content = _kept(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), used)
            if rule.content:
                kept.append(rule)
        else:
            kept.append(rule)
    return kept


def _split(prelude):
    """Return the selectors of a rule, each a list of tokens."""
    selectors = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _joined(selectors):
    comma = tinycss2.parse_component_value_list(",")
    return [token for number, selector in enumerate(selectors) for token in (comma if number else []) + selector]


def _drop_unused_variables(rules, needed):
    """Take out of the rules the variables that neither they use nor pages or scripts (``needed``); most of them hold the drawing of an icon."""
    needed = needed | set(_VARIABLE.findall(tinycss2.serialize(rules)))
    for rule in rules:
        if rule.type == "qualified-rule" and any(token.type == "ident" and token.value.startswith("--") for token in rule.content):
            parts = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            rule.content = [part for part in parts if part.type != "declaration" or not part.name.startswith("--") or part.name in needed]
        elif rule.type == "at-rule" and rule.lower_at_keyword in GROUPS:
            _drop_unused_variables(rule.content, needed)
