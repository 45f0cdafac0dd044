"""axe-core (https://github.com/dequelabs/axe-core) in the pages of a real browser.

It stands in ``.venv/node/node_modules``, or where the variable ``WEB_MODULES`` says.
"""

import functools
import os
from pathlib import Path

MODULES = Path(os.environ.get("WEB_MODULES", Path(__file__).parent.parent / ".venv" / "node" / "node_modules"))
# WCAG 2.2 A and AA, and what is good besides; the rules for AAA and those still being tried out are left out.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # the rules whose answer hangs on the colour scheme
_START = """([tags, only, without]) => {
    const runOnly = only ? {type: 'rule', values: only} : {type: 'tag', values: tags};
    const rules = Object.fromEntries(without.map((rule) => [rule, {enabled: false}]));
    window.axeFound = axe.run(document, {runOnly, rules, resultTypes: ['violations']});
}"""
_FOUND = """async () => (await window.axeFound).violations.flatMap(({id, nodes}) => nodes.map(({target, html, any, all, none}) =>
    `${id}: ${target} ${html.slice(0, 120)} ${[...any, ...all, ...none].map(({message}) => message).join('; ').slice(0, 300)}`))"""


@functools.cache
def _script():
    return (MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(*pages, rules=None, without=()):
    """Return what axe finds on these pages, looked at side by side: a line for each element and rule.

    ``rules`` names some rules instead of all, ``without`` those that are left out.
    """
    for page in pages:
        if not page.evaluate("'axe' in window"):
            page.evaluate(_script())
        page.evaluate(_START, [TAGS, rules, list(without)])
    return [f"{page.url} {page.viewport_size['width']}: {line}" for page in pages for line in page.evaluate(_FOUND)]
