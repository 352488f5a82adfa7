"""What someone notes before they write down what somebody else said."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.http import QueryDict

from goldenthread.evaluation.terms import ReachedHow
from goldenthread.ui.forms import ChoiceField, Form, MultiChoiceField, NumberField

YES = "yes"


class BeginForm(Form):
    """How it came, and by phone the yes that was said aloud."""

    how = ChoiceField(
        label="How did the answers come?",
        choices=(
            (ReachedHow.PAPER.value, "On paper"),
            (ReachedHow.PHONE.value, "By phone, or face to face"),
        ),
        hints={
            ReachedHow.PHONE.value: "Write on a printed paper as you talk, so that a second person "
            "can write it down again."
        },
        initial=ReachedHow.PAPER.value,
    )
    said = MultiChoiceField(
        label="By phone: before the first question",
        choices=((YES, "I said what happens with the answers, and the person said yes aloud"),),
        required=False,
        say_optional=False,
    )

    def details(self) -> dict[str, Any]:
        """As the operation wants it."""
        return {
            "how": ReachedHow(self.cleaned_data["how"]),
            "said_yes": YES in self.cleaned_data["said"],
        }


class BlankForm(BeginForm):
    """A blank paper also says which group it was handed out in."""

    cohort = ChoiceField(
        label="Which group is the paper from?",
        hint="It is at the foot of the paper. It is not kept with the answers.",
        required_message="Choose a group",
    )

    def __init__(self, *given: Any, groups: Sequence[tuple[int, str]], **rest: Any) -> None:
        super().__init__(*given, **rest)
        cast(ChoiceField, self.fields["cohort"]).choices = [(str(pk), name) for pk, name in groups]

    def details(self) -> dict[str, Any]:
        return {**super().details(), "cohort_id": int(self.cleaned_data["cohort"])}


class PaperNumberForm(Form):
    """The number at the foot of a person's paper."""

    number = NumberField(
        label="The number at the foot of the paper",
        least=1,
        most=999_999_999,
        required_message="Enter the number at the foot of the paper",
    )


def chosen_in(post: QueryDict, keys: Sequence[str]) -> Mapping[str, int]:
    """Which of both holds, by question; 0 where neither does."""
    found = {}
    for key in keys:
        word = str(post.get(f"settle-{key}", ""))
        if word in ("0", "1", "2"):
            found[key] = int(word)
    return found
