"""Reading imports."""

from goldenthread.imports.queries.runs import (
    LinePage,
    LineRow,
    RunRow,
    lines_page,
    run_row,
    runs,
    targets,
)

__all__ = ["LinePage", "LineRow", "RunRow", "lines_page", "run_row", "runs", "targets"]
