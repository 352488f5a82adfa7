"""Says who does the background work of imports."""

from goldenthread.imports import tasks
from goldenthread.imports.operations.applying import CONFIRM_JOB
from goldenthread.imports.operations.planning import PLAN_JOB
from goldenthread.imports.operations.undoing import UNDO_JOB
from goldenthread.jobs import registry, ticks

registry.register(PLAN_JOB, tasks.look_over, about="Looking over a file")
registry.register(CONFIRM_JOB, tasks.confirm, about="Bringing in a file")
registry.register(UNDO_JOB, tasks.undo, about="Taking back an import")
ticks.register("imports.forget_old", tasks.forget_old, every_minutes=60)
