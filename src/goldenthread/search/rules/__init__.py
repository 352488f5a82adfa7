"""Rules of search: how names are folded, cut into trigrams and compared."""

from goldenthread.search.rules.folding import acronyms, indexed, plain, tidy, words_of
from goldenthread.search.rules.ranking import SHOWN_FROM, Ranking
from goldenthread.search.rules.trigrams import least_shared, trigrams

__all__ = [
    "SHOWN_FROM",
    "Ranking",
    "acronyms",
    "indexed",
    "least_shared",
    "plain",
    "tidy",
    "trigrams",
    "words_of",
]
