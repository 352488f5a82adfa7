"""What someone chooses for an open link, and what is said before the first question."""

from collections.abc import Sequence
from typing import Any, cast

from goldenthread.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    MultiChoiceField,
    SelectField,
    TextField,
)

OVER, UNDER, YES = "16", "under", "yes"


class OpenLinkForm(Form):
    """A link for a poster."""

    title = TextField(
        label="What the questions are about",
        hint="In a few plain words, as people will read them on the poster.",
        max_length=100,
    )
    version = SelectField(label="Which questions?", required_message="Choose the questions")
    closes_on = DateField(label="Last day to answer")
    younger = ChoiceField(
        label="May people under 16 answer?",
        choices=(
            ("no", "No, only people aged 16 or over"),
            ("yes", "Yes, once a parent or guardian has said yes, and then they have too"),
        ),
        initial="no",
    )

    def __init__(self, *given: Any, versions: Sequence[tuple[int, str]], **rest: Any) -> None:
        super().__init__(*given, **rest)
        cast(SelectField, self.fields["version"]).choices = list(versions)

    def details(self) -> dict[str, Any]:
        """As the operation wants it."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "version_id": int(data["version"]),
            "closes_on": data["closes_on"],
            "allows_under_16": data["younger"] == YES,
        }


class AgeForm(Form):
    """The only thing asked about the person, and only which side of 16."""

    age = ChoiceField(
        label="How old are you?",
        choices=((OVER, "I am 16 or over"), (UNDER, "I am under 16")),
        required_message="Choose how old you are",
    )


class GuardianForm(Form):
    """A parent's or guardian's yes, before anything is asked of the child."""

    guardian = MultiChoiceField(
        label="For the parent or guardian",
        choices=((YES, "I am their parent or guardian, I have read this page, and I say yes"),),
        required_message="A parent or guardian ticks the box first",
    )


class OwnYesForm(Form):
    """The child's own choice."""

    own = ChoiceField(
        label="Do you want to answer?",
        choices=((YES, "Yes, I want to"), ("no", "No, I do not want to")),
        required_message="Choose yes or no. Both are fine",
    )
