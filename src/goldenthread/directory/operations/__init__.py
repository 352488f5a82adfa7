"""Writing the directory."""

from goldenthread.directory.operations.additions import (
    Added,
    NewPerson,
    add_from_sheet,
    resting_on_additions,
    take_back_additions,
    take_back_many_additions,
)
from goldenthread.directory.operations.additions_many import add_new_people, who_is_new
from goldenthread.directory.operations.organisations import (
    add_organisation,
    add_place,
    add_sector,
    edit_organisation,
    edit_place,
    install_sectors,
    learn_name,
    save_organisation,
    set_identifier,
)
from goldenthread.directory.operations.people import (
    change_person,
    connect_user,
    edit_person,
    find_or_add_person,
    pause_messages,
    set_adjustments,
)
from goldenthread.directory.operations.posts import add_post, end_post, set_manager

__all__ = [
    "Added",
    "NewPerson",
    "add_from_sheet",
    "add_new_people",
    "add_organisation",
    "add_place",
    "add_post",
    "add_sector",
    "change_person",
    "connect_user",
    "edit_organisation",
    "edit_person",
    "edit_place",
    "end_post",
    "find_or_add_person",
    "install_sectors",
    "learn_name",
    "pause_messages",
    "resting_on_additions",
    "save_organisation",
    "set_adjustments",
    "set_identifier",
    "set_manager",
    "take_back_additions",
    "take_back_many_additions",
    "who_is_new",
]
