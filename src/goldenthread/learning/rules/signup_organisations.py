"""Organisations as a sheet writes them, in however many ways."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.directory.rules import organisation_key
from goldenthread.learning.rules import signup_texts as texts
from goldenthread.learning.rules.signups import SignUp

LETTERS_AT_MOST = 5


@dataclass(frozen=True)
class OrganisationSaid:
    """One organisation as the sheet writes it, in however many ways."""

    key: str
    name: str
    spellings: tuple[str, ...]
    sectors: tuple[str, ...]
    people: int


def organisations_said(people: Sequence[SignUp]) -> tuple[OrganisationSaid, ...]:
    """Spellings that differ in case, spaces or accents are one organisation."""
    groups: dict[str, list[SignUp]] = {}
    for one in people:
        if one.organisation:
            groups.setdefault(organisation_key(one.organisation), []).append(one)
    found = []
    for key, some in groups.items():
        spellings = Counter(one.organisation for one in some)
        sectors = Counter(one.sector for one in some if one.sector)
        found.append(
            OrganisationSaid(
                key,
                best_spelling(spellings),
                tuple(sorted(spellings)),
                tuple(name for name, _ in sectors.most_common()),
                len(some),
            )
        )
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def best_spelling(spellings: Mapping[str, int]) -> str:
    """The one neither shouted nor whispered, with spaces, most often used.

    'NorthmoorPolice' gets its space; capitals stay where every word could be letters, as in NMCFT.
    """
    name = max(
        spellings,
        key=lambda s: (not (s.isupper() or s.islower()), " " in s, spellings[s], s),
    )
    is_loud = name.isupper() and max(map(len, name.split())) > LETTERS_AT_MOST
    return " ".join(texts.joined_words(name.title() if is_loud or name.islower() else name))
