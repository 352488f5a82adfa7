"""Writing evaluation: plans, waves, reminders, interviews, decisions, answers."""

from goldenthread.evaluation.operations.answers import (
    answer_after_all,
    decline,
    delete_answers,
    delete_draft,
    delete_old_drafts,
    record_scores,
    save_draft,
    submit,
    withdraw_from_evaluation,
)

__all__ = [
    "answer_after_all",
    "decline",
    "delete_answers",
    "delete_draft",
    "delete_old_drafts",
    "record_scores",
    "save_draft",
    "submit",
    "withdraw_from_evaluation",
]
