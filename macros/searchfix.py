"""Mends a fault of lunr 2.3.9, the search library inside the theme, in the built site.

lunr keeps the words of the index in a graph and unites nodes whose description is the same text.
It writes a description as letter, number, letter, number … with nothing in between, so a letter
that is a digit can be mistaken for a part of a number: different nodes are united, words come up
that no page has, and the search fails (https://github.com/olivernn/lunr.js/issues/503). A comma
after each number keeps them apart.
"""

from pathlib import Path

FAULT, MENDED = "e=e+s+o.id}return e", 'e=e+s+o.id+","}return e'


def mend(site):
    """Mend the search worker below ``site``. Raises ``LookupError`` if the theme's file is not as expected."""
    workers = sorted(Path(site).glob("assets/javascripts/workers/search.*.min.js"))
    for worker in workers:
        text = worker.read_text(encoding="utf-8")
        if MENDED in text:  # the live preview keeps the file of the build before
            continue
        if text.count(FAULT) != 1:
            raise LookupError(f"{worker.name} is not as macros/searchfix.py expects: see whether the theme has mended the fault itself")
        worker.write_text(text.replace(FAULT, MENDED), encoding="utf-8")
    if not workers:
        raise LookupError("the theme's search worker was not found; see macros/searchfix.py")
