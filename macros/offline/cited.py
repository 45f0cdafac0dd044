"""A source named in one line of plain text, for where no link can stand."""


def name(words, source):
    """Return who wrote a source, where it was read, and its title; ``words`` is the :class:`language.Language`."""
    where = f", {words.say('read_at')} {source.read_at}" if source.read_at else ""
    return f"{source.publisher}{where}: {source.title}"
