"""The list of programmes as a file."""

from collections.abc import Iterable

from goldenthread.exports.operations import Column, Sheet
from goldenthread.programmes.queries import ProgrammeCard

COLUMNS = (
    Column("Programme"),
    Column("Host", "The organisation that runs it."),
    Column("Place"),
    Column("First day"),
    Column("Last day", "Empty while no end is set."),
    Column("Need", "What people said is hard now."),
)


def programmes_sheet(cards: Iterable[ProgrammeCard]) -> Sheet:
    """The programmes within reach."""
    rows = [(c.name, c.host, c.place, c.starts_on, c.ends_on, c.need) for c in cards]
    return Sheet("Programmes", COLUMNS, rows)
