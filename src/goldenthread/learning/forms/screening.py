"""The screening sheet: met, not met or not known, and why, for each criterion."""

from collections.abc import Sequence
from typing import Any, cast

from goldenthread.learning.queries.screening import ScreeningSheet
from goldenthread.ui.forms import (
    ChoiceField,
    Form,
    HiddenField,
    LongTextField,
    SelectField,
    TextField,
)

MET = (("yes", "Met"), ("no", "Not met"), ("unknown", "Not known"))
TRUTHS: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}
WORDS = {True: "yes", False: "no", None: "unknown"}


class SheetForm(Form):
    """One application against the criteria in force. `seen` is the decision that was on screen."""

    sentence = LongTextField(
        label="A sentence for the applicant",
        hint="They read it by email and on their page. If the answer is no: what is not met, and "
        "what they could do.",
        required=False,
        say_optional=False,
        rows=4,
        max_length=2000,
    )
    seen = HiddenField()

    def __init__(self, data: Any = None, *, sheet: ScreeningSheet) -> None:
        super().__init__(data)
        self.sheet = sheet
        self.initial["seen"] = str(sheet.latest.id) if sheet.latest else ""
        self.initial["sentence"] = sheet.latest.sentence if sheet.latest else ""
        for line in sheet.lines:
            pk = line.criterion_id
            self.fields[f"met_{pk}"] = ChoiceField(
                label=line.wording,
                choices=MET,
                inline=True,
                initial=WORDS[line.is_met],
                required_message=f"Choose met, not met or not known for “{line.wording}”",
            )
            self.fields[f"reason_{pk}"] = TextField(
                label="What we saw",
                required=False,
                say_optional=False,
                max_length=300,
                initial=line.reason,
            )

    def groups(self) -> list[tuple[Any, Any, Any]]:
        """Each criterion with its two boxes, for the page."""
        return [
            (line, self[f"met_{line.criterion_id}"], self[f"reason_{line.criterion_id}"])
            for line in self.sheet.lines
        ]

    def reasons(self) -> dict[int, tuple[bool | None, str]]:
        """By criterion, for the operation."""
        said = self.cleaned_data
        return {
            line.criterion_id: (
                TRUTHS[said[f"met_{line.criterion_id}"]],
                said[f"reason_{line.criterion_id}"],
            )
            for line in self.sheet.lines
        }

    def seen_id(self) -> int | None:
        """The decision that was on screen when the sheet was opened."""
        seen = self.cleaned_data["seen"]
        return int(seen) if seen.isdigit() else None


class MatchForm(Form):
    """Which of our organisations an applicant meant."""

    organisation = SelectField(label="Organisation", empty_label="Choose an organisation")

    def __init__(self, data: Any = None, *, organisations: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        cast(SelectField, self.fields["organisation"]).choices = organisations


NOT_KNOWN = "nobody"


class ManagerForm(Form):
    """Who an applicant's line manager is."""

    manager = ChoiceField(label="Who is this?", required_message="Choose who this is")

    def __init__(self, data: Any = None, *, people: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        cast(ChoiceField, self.fields["manager"]).choices = [
            *people,
            (NOT_KNOWN, "Nobody in this list"),
        ]

    def manager_id(self) -> int | None:
        """None when they are not someone we know."""
        chosen = self.cleaned_data["manager"]
        return None if chosen == NOT_KNOWN else int(chosen)
