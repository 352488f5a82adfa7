"""What evaluation holds about a person, and what it does when one asks to be forgotten."""

from goldenthread.directory import registry
from goldenthread.evaluation.operations import forgetting
from goldenthread.evaluation.queries import held
from goldenthread.ui.held import Kind, register

APP = "evaluation."
KINDS = (
    Kind(
        key="askings",
        title="When you were asked",
        why="So that you are asked at the right time, and no more than was promised.",
        until="The day your questions named, and then they are deleted.",
        tables=(APP + "Invitation", APP + "Draft"),
        rows=held.askings,
        position=30,
    ),
    Kind(
        key="answers",
        title="What you answered, where your name can be found",
        why="To learn what helped. Most questions promise that nothing joins answers to you. "
        "Then nobody can find yours, and they are not here.",
        until="The day your questions named. You can delete them earlier.",
        tables=(APP + "Response", APP + "PersonLink"),
        rows=held.answers,
        position=31,
    ),
    Kind(
        key="evaluation_choices",
        title="What you chose about the evaluation",
        why="So that your choice is kept to.",
        until="The end of the evaluation.",
        tables=(APP + "InterviewAgreement", APP + "Withdrawal", APP + "WithdrawalReason"),
        rows=held.choices,
        position=32,
    ),
)

for kind in KINDS:
    register(kind)
registry.register_stop(forgetting.stop)
registry.register_erasure(forgetting.erase)
