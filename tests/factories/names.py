"""Many invented names from a seed, and the slips people make when they type one."""

import random
from collections.abc import Callable, Mapping
from string import ascii_lowercase

from faker import Faker

#: Where names come from in a town of ours, roughly.
LOCALES: Mapping[str, float] = {"en_GB": 0.66, "en_IN": 0.14, "pl_PL": 0.1, "es_ES": 0.1}


def invented_names(count: int, *, seed: int) -> list[str]:
    """So many different first and last names put together by chance."""
    makers = {locale: Faker(locale) for locale in LOCALES}
    for at, maker in enumerate(makers.values()):
        maker.seed_instance(seed + at)
    chance = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        locale = chance.choices(list(LOCALES), weights=list(LOCALES.values()))[0]
        maker = makers[locale]
        found[f"{maker.first_name()} {maker.last_name()}"] = None
    return list(found)


def _places(name: str) -> list[int]:
    return [at for at, letter in enumerate(name) if letter.isalpha()]


def left_out(name: str, chance: random.Random) -> str:
    at = chance.choice(_places(name))
    return name[:at] + name[at + 1 :]


def mistyped(name: str, chance: random.Random) -> str:
    at = chance.choice(_places(name))
    other = chance.choice([c for c in ascii_lowercase if c != name[at].lower()])
    return name[:at] + other + name[at + 1 :]


def put_in(name: str, chance: random.Random) -> str:
    at = chance.choice(_places(name))
    return name[:at] + chance.choice(ascii_lowercase) + name[at:]


def swapped(name: str, chance: random.Random) -> str:
    pairs = [
        at
        for at in _places(name)[:-1]
        if name[at + 1].isalpha() and name[at].lower() != name[at + 1].lower()
    ]
    at = chance.choice(pairs)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


Slip = Callable[[str, random.Random], str]
SLIPS: Mapping[str, Slip] = {
    "a letter left out": left_out,
    "a wrong letter": mistyped,
    "a letter put in": put_in,
    "two letters swapped": swapped,
}
