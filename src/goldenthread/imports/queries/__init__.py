"""Reading imports."""

from goldenthread.imports.queries.runs import (
    LinePage,
    LineRow,
    RunRow,
    all_lines,
    lines_page,
    may_follow,
    run_row,
    runs,
    targets,
)

__all__ = [
    "LinePage",
    "LineRow",
    "RunRow",
    "all_lines",
    "lines_page",
    "may_follow",
    "run_row",
    "runs",
    "targets",
]
