"""Reading instruments."""

from goldenthread.instruments.queries.finding import INSTRUMENT, findable, names_to_find
from goldenthread.instruments.queries.instruments import (
    instrument,
    instruments,
    usable_versions,
)
from goldenthread.instruments.queries.versions import (
    frozen_version,
    is_intact,
    item,
    published_version_id,
    version,
    version_of,
)

__all__ = [
    "INSTRUMENT",
    "findable",
    "frozen_version",
    "instrument",
    "instruments",
    "is_intact",
    "item",
    "names_to_find",
    "published_version_id",
    "usable_versions",
    "version",
    "version_of",
]
