"""Numbered notes of a page, and sources as other programs read them."""

KINDS = {"official": "legislation", "un": "report", "news": "article-newspaper", "analysis": "article", "academic": "article-journal",
         "dataset": "dataset", "reference": "entry-encyclopedia", "ngo": "report"}


class Notes:
    """The numbering of one page: a source gets its number when it is first cited, and keeps it."""

    def __init__(self):
        self.numbers = {}

    def cite(self, source_ids):
        """Return the note numbers of these sources, in rising order."""
        return sorted(self.numbers.setdefault(id, len(self.numbers) + 1) for id in source_ids)


def csl(id, source):
    """Return a source as a CSL-JSON item (https://docs.citationstyles.org/), with the site's own fields under ``custom``."""
    item = {"id": id, "type": KINDS[source.kind], "title": source.title, "publisher": source.publisher, "language": source.language}
    if source.read_at:
        item["container-title"] = source.read_at
    if source.author:
        item["author"] = [{"literal": source.author}]
    if source.url:
        item["URL"] = source.url
    if source.date:
        start = source.date.start or source.date.end
        item["issued"] = {"date-parts": [[part for part in (start.year, start.month, start.day) if part]]}
    if source.note:
        item["note"] = source.note
    item["custom"] = {"origin": source.origin, "party": source.party}
    return item
