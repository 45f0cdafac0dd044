"""Copies to take along for a class without internet: one module for each kind of copy.

A module has ``make(kit)``, which writes its files into ``kit.out`` and returns their paths, or raises ``kit.CopyError``. All copies
are made of one :class:`kit.Kit`: the records, the built offline variant of the site, and the book that is cut out of it.
"""

COPIES = ("zip", "html", "epub", "pdf", "handouts", "zim", "data", "cards", "quiz")  # in the order in which they are made
