"""Writing imports: in, looked over, brought in, taken back."""

from goldenthread.imports.operations.applying import apply_run, confirm_import
from goldenthread.imports.operations.keeping import discard_import, forget_old
from goldenthread.imports.operations.planning import (
    columns_of,
    look_over,
    match_columns,
    plan_run,
)
from goldenthread.imports.operations.starting import start_import
from goldenthread.imports.operations.undoing import depending_on, take_back_run, undo_import

__all__ = [
    "apply_run",
    "columns_of",
    "confirm_import",
    "depending_on",
    "discard_import",
    "forget_old",
    "look_over",
    "match_columns",
    "plan_run",
    "start_import",
    "take_back_run",
    "undo_import",
]
