"""Invented names of people, places and organisations, in an order that the seed decides."""

from collections.abc import Iterator
from random import Random

FIRST = (
    *("Adaeze", "Aled", "Amina", "Anneli", "Anwen", "Aoife", "Arun", "Asel", "Bettina", "Bilal"),
    *("Bronagh", "Callum", "Carys", "Chidi", "Ciara", "Dafydd", "Dalia", "Deepa", "Ebele", "Edie"),
    *("Eira", "Elif", "Emeka", "Erin", "Esra", "Farah", "Fergus", "Fola", "Freya", "Gareth"),
    *("Gwen", "Hamid", "Hana", "Hester", "Ife", "Ilse", "Imran", "Ingrid", "Ioan", "Isla"),
    *("Jaya", "Joss", "Kalina", "Keir", "Kezia", "Kofi", "Lech", "Leila", "Lowri", "Luca"),
    *("Maeve", "Magda", "Malik", "Mared", "Marta", "Mei", "Mina", "Moira", "Nadia", "Nell"),
    *("Nesta", "Niamh", "Nikhil", "Noor", "Oisin", "Olamide", "Oren", "Osian", "Padma", "Petra"),
    *("Priya", "Ravi", "Rhona", "Rosa", "Ruari", "Sabine", "Samir", "Saskia", "Senan", "Seren"),
    *("Shona", "Sian", "Soraya", "Stefan", "Sunita", "Tamar", "Tansy", "Tariq", "Tegan", "Tove"),
    *("Uma", "Una", "Vikram", "Wanda", "Wren", "Yara", "Yusuf", "Zainab", "Zofia", "Zora"),
)
SURNAME_STARTS = (
    *("Abber", "Amble", "Arrow", "Birken", "Blythe", "Bracken", "Cawl", "Corrin", "Dapple"),
    *("Drift", "Eddle", "Elder", "Fallow", "Fenner", "Garth", "Gorse", "Haver", "Hollin"),
    *("Ivel", "Kettle", "Larch", "Linden", "Marrow", "Mistle"),
)
SURNAME_ENDS = (
    *("bourne", "brook", "by", "combe", "croft", "dale", "field", "gate", "holt", "low", "mere"),
    "shaw",
)
PLACE_STARTS = (
    *("Brenn", "Corv", "Dask", "Elver", "Fenwr", "Grell", "Harrowb", "Ilvern", "Jarr", "Kestr"),
    *("Lonn", "Mardl", "Nethr", "Orrin", "Pell", "Quarn", "Rossl", "Skell", "Tarrow", "Ulf"),
)
PLACE_ENDS = ("moor", "hollow", "stead", "ford", "mouth", "combe", "water", "heath")


def people(chance: Random) -> Iterator[str]:
    """Names that come once each: some 28,000 of them."""
    last = [start + end for start in SURNAME_STARTS for end in SURNAME_ENDS]
    pairs = [f"{first} {name}" for first in FIRST for name in last]
    chance.shuffle(pairs)
    yield from pairs


def places(chance: Random) -> Iterator[str]:
    """Names of places that come once each."""
    pairs = [start + end for start in PLACE_STARTS for end in PLACE_ENDS]
    chance.shuffle(pairs)
    yield from pairs
