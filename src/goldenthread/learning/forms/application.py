"""The public application as a whole: its steps in order, and what they add up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict

from goldenthread.learning.forms.application_steps import (
    Asked,
    DatesForm,
    FitForm,
    HelpsForm,
    HopesForm,
    SharingForm,
    StepForm,
    WorkForm,
    YouForm,
    as_field,
    question_name,
)
from goldenthread.learning.queries.offers import CriterionRow
from goldenthread.learning.rules.applications import ApplicationDetails
from goldenthread.learning.terms import Mode
from goldenthread.ui.forms import Form

Typed = Mapping[str, str | list[str]]
MODES: Mapping[str, tuple[str, ...]] = {
    "in_person": (Mode.IN_PERSON,),
    "online": (Mode.ONLINE,),
    "either": (Mode.IN_PERSON, Mode.ONLINE),
}
STEPS: tuple[type[StepForm], ...] = (
    YouForm,
    WorkForm,
    FitForm,
    DatesForm,
    HelpsForm,
    HopesForm,
    SharingForm,
)
BY_NAME: Mapping[str, type[StepForm]] = {form.step: form for form in STEPS}


def bound(form: type[StepForm], typed: Typed, asked: Asked) -> StepForm:
    """The step's form over what was typed and saved; a group that is gone is ticked no more."""
    lists = {k: list(v) if isinstance(v, list) else [v] for k, v in typed.items()}
    known = {str(row.cohort_id) for row in asked.dates}
    lists["dates"] = [pk for pk in lists.get("dates", []) if pk in known]
    return form(MultiValueDict(lists), asked=asked)


@dataclass(frozen=True)
class Missing:
    """Something that is needed or unclear, and the step where it is asked."""

    step: str
    words: str


def details_of(typed: Typed, asked: Asked) -> tuple[ApplicationDetails | None, list[Missing]]:
    """Everything typed, parsed; or what still has to be put right, step by step."""
    found: dict[str, Any] = {}
    missing: list[Missing] = []
    for kind in STEPS:
        form = bound(kind, typed, asked)
        if not form.is_valid():
            missing += [Missing(kind.step, mistake.words) for mistake in form.mistakes()]
        found.update(form.cleaned_data)
    return (None, missing) if missing else (_details(found, asked.criteria), [])


def _details(found: Mapping[str, Any], criteria: Sequence[CriterionRow]) -> ApplicationDetails:
    return ApplicationDetails(
        name=found["name"],
        email=found["email"],
        phone=found["phone"],
        pronouns=found["pronouns"],
        organisation=found["organisation"],
        title=found["title_"],
        line_manager=found["line_manager"],
        prior_training=found["prior_training"],
        answers={c.id: found.get(question_name(c)) for c in criteria},
        cohort_ids=tuple(int(pk) for pk in found.get("dates", ())),
        modes=MODES.get(found["mode"], ()),
        adjustments=tuple(found["adjustments"]),
        adjustment_note=found["adjustment_note"],
        learning_style=found["learning_style"],
        hopes=found["hopes"],
        may_contact_for_evaluation=found["may_contact_for_evaluation"],
        may_be_compared=found["may_be_compared"] is True,
    )


class QuestionsForm(Form):
    """After a change of criteria: only what is asked now and was not asked before."""

    def __init__(self, data: Any = None, *, criteria: Sequence[CriterionRow]) -> None:
        super().__init__(data)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[question_name(criterion)] = as_field(criterion)

    def answers(self) -> dict[int, bool | str | None]:
        """By the criterion's id."""
        return {c.id: self.cleaned_data.get(question_name(c)) for c in self.criteria}
