"""One plain form of a name, for the index and for what people type."""

import re
import unicodedata
from collections.abc import Iterable

# Letters that do not come apart into a plain letter and an accent.
PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
APOSTROPHES = re.compile(r"['’‘`´ʼ]")
# "Mc Donald" and "O Connor": the first part is not a word of its own.
JOINED_ON = frozenset({"mc", "mac", "o"})
MAC = re.compile(r"^mac(?=[a-z]{3})")
# Small words that an abbreviation leaves out, or keeps: people write both.
LEFT_OUT = frozenset({"the", "of", "and", "for", "in", "at", "to", "on", "a"})
LEGAL_FORM = frozenset({"ltd", "limited", "cic", "plc"})
SHORTEST_ACRONYM = 3
LONGEST_TYPED = 100


def plain(text: str) -> str:
    """Small letters without accents or punctuation, single spaces: 'Wisła,  JAN' → 'wisla jan'."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    lowered = APOSTROPHES.sub("", apart.casefold().replace("&", " and ")).translate(PLAIN_LETTERS)
    letters = "".join(c for c in lowered if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


def tidy(typed: str) -> str:
    """What was typed, short enough to look for, and without what no keyboard makes."""
    seen = "".join(c if c.isprintable() else " " for c in typed[: LONGEST_TYPED * 4])
    return " ".join(seen.split())[:LONGEST_TYPED].strip()


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared: 'MacDonald-O Neil' → ('mcdonald', 'oneil')."""
    found: list[str] = []
    waiting = ""
    for word in plain(text).split():
        if word in JOINED_ON and not waiting:
            waiting = word
            continue
        found.append(MAC.sub("mc", waiting + word))
        waiting = ""
    return (*found, waiting) if waiting else tuple(found)


def acronyms(name: str) -> tuple[str, ...]:
    """How a name of several words is abbreviated, with the small words and without."""
    words = [word for word in plain(name).split() if word not in LEGAL_FORM]
    without = [word for word in words if word not in LEFT_OUT]
    short = ("".join(word[0] for word in some) for some in (without, words))
    return tuple(dict.fromkeys(one for one in short if len(one) >= SHORTEST_ACRONYM))


def indexed(names: Iterable[str]) -> str:
    """All that a thing is found by: one name a line, in its plain form."""
    lines = (" ".join(words_of(name)) for name in names)
    return "\n".join(dict.fromkeys(line for line in lines if line))
