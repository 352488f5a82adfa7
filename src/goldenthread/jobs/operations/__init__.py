"""Starting, running, stopping and reaping long work."""

from goldenthread.jobs.operations.reaping import forget_queue_rows, note_alive, reap
from goldenthread.jobs.operations.running import run
from goldenthread.jobs.operations.starting import cancel, start

__all__ = ["cancel", "forget_queue_rows", "note_alive", "reap", "run", "start"]
