"""Writing instruments."""

from goldenthread.instruments.operations.instruments import (
    change_instrument,
    create_instrument,
    record_licence,
)
from goldenthread.instruments.operations.items import add_item, change_item, move_item, remove_item
from goldenthread.instruments.operations.library import install_library
from goldenthread.instruments.operations.versions import (
    add_version,
    describe_version,
    publish_version,
    remove_draft,
    retire_version,
    start_version,
)
from goldenthread.instruments.operations.xlsform import bring_in_form

__all__ = [
    "add_item",
    "add_version",
    "bring_in_form",
    "change_instrument",
    "change_item",
    "create_instrument",
    "describe_version",
    "install_library",
    "move_item",
    "publish_version",
    "record_licence",
    "remove_draft",
    "remove_item",
    "retire_version",
    "start_version",
]
