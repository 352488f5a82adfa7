"""May this be written, published, used, answered? Pure: no tables, no clock."""

from goldenthread.instruments.rules.answers import (
    accept_answers,
    field_name,
    look_again,
    parse_answers,
    said,
)
from goldenthread.instruments.rules.items import key_for, must_be_whole, options_of, settled
from goldenthread.instruments.rules.scores import accept_scores, must_be_range
from goldenthread.instruments.rules.versions import (
    can,
    digest_of,
    must_allow_items,
    must_be_draft,
    must_be_publishable,
    must_be_published,
    must_be_usable,
    must_have_no_draft,
)

__all__ = [
    "accept_answers",
    "accept_scores",
    "can",
    "digest_of",
    "field_name",
    "key_for",
    "look_again",
    "must_allow_items",
    "must_be_draft",
    "must_be_publishable",
    "must_be_published",
    "must_be_range",
    "must_be_usable",
    "must_be_whole",
    "must_have_no_draft",
    "options_of",
    "parse_answers",
    "said",
    "settled",
]
