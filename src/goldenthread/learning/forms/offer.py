"""Writing an offer, and deciding who it is for."""

from collections.abc import Sequence
from typing import Any, cast

from django.core.exceptions import ValidationError

from goldenthread.learning.queries.offers import CriteriaCard, OfferCard
from goldenthread.learning.rules import criteria as rules
from goldenthread.learning.rules.criteria import CriterionDraft
from goldenthread.learning.rules.offers import KIND_NAMES, OfferDetails
from goldenthread.learning.terms import CriterionKind, OfferKind
from goldenthread.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    HiddenField,
    LongTextField,
    MultiChoiceField,
    NumberField,
    SelectField,
    TextField,
    YesNoField,
)

MOST_CRITERIA = 12
KIND_HINTS = {
    OfferKind.COURSE.value: "Sessions that a cohort goes through together.",
    OfferKind.ACTION_LEARNING_SET.value: "Small sets that meet several times and bring real work.",
    OfferKind.LEARNING_EVENT.value: "One meeting, for many people.",
}


class OfferForm(Form):
    """What an offer is, when people may apply, and what they read first."""

    programme = SelectField(label="Programme", empty_label="Choose a programme")
    name = TextField(label="Name", hint="As applicants will read it.")
    kind = ChoiceField(
        label="What is it?",
        choices=[(kind.value, name) for kind, name in KIND_NAMES.items()],
        hints=KIND_HINTS,
        required_message="Choose what it is",
    )
    summary = LongTextField(
        label="What it is, in a few sentences",
        hint="The first thing people read. It has to be there before the offer opens.",
        required=False,
        rows=3,
    )
    content_note = LongTextField(
        label="Content note",
        hint="What hard topics come up, said before anyone applies.",
        required=False,
        rows=2,
    )
    what_to_expect = LongTextField(label="What to expect", required=False, rows=3)
    what_to_bring = LongTextField(label="What to bring", required=False, rows=2)
    words_used = LongTextField(
        label="Words we use",
        hint="Explain the words that not everyone knows.",
        required=False,
        rows=3,
    )
    opens_on = DateField(label="First day to apply", required=False)
    closes_on = DateField(label="Last day to apply", required=False)
    required_sectors = MultiChoiceField(
        label="Sectors that every cohort must include",
        hint="A cohort without one of these is flagged before anyone is placed.",
        required=False,
    )
    place_offer_days = NumberField(
        label="Days to answer when a place is offered", least=1, most=60, initial=7
    )
    is_paired_with_comparison = YesNoField(
        label="Is the waiting list also a comparison group?",
        hint="Applicants are told, and each of them chooses.",
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        programmes: Sequence[tuple[int, str]],
        sectors: Sequence[tuple[int, str]],
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        cast(MultiChoiceField, self.fields["required_sectors"]).choices = sectors
        if programmes:
            cast(SelectField, self.fields["programme"]).choices = programmes
        else:
            del self.fields["programme"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        opens, closes = found.get("opens_on"), found.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error(
                "closes_on",
                ValidationError("Last day to apply: choose a day after the first day to apply"),
            )
        return found

    def details(self) -> OfferDetails:
        """What was written, for the operation."""
        said = self.cleaned_data
        return OfferDetails(
            name=said["name"],
            kind=OfferKind(said["kind"]),
            summary=said["summary"],
            what_to_expect=said["what_to_expect"],
            words_used=said["words_used"],
            what_to_bring=said["what_to_bring"],
            content_note=said["content_note"],
            opens_on=said["opens_on"],
            closes_on=said["closes_on"],
            required_sector_ids=tuple(int(pk) for pk in said["required_sectors"]),
            place_offer_days=said["place_offer_days"],
            is_paired_with_comparison=said["is_paired_with_comparison"] is True,
        )


def initial_of(card: OfferCard) -> dict[str, Any]:
    """The offer as it stands, for its form."""
    return {
        "name": card.name,
        "kind": card.row.kind.value,
        "summary": card.summary,
        "content_note": card.content_note,
        "what_to_expect": card.what_to_expect,
        "what_to_bring": card.what_to_bring,
        "words_used": card.words_used,
        "opens_on": card.row.opens_on,
        "closes_on": card.row.closes_on,
        "required_sectors": [str(pk) for pk in card.required_sector_ids],
        "place_offer_days": card.place_offer_days,
        "is_paired_with_comparison": card.is_paired_with_comparison,
    }


class CriteriaForm(Form):
    """A new version of the criteria: a few lines, then who decided, when and why."""

    decided_by = TextField(label="Who decided", hint="For example: Steering group.")
    decided_on = DateField(label="Day it was decided")
    why = LongTextField(
        label="Why",
        hint="Applicants can read this. One or two sentences.",
        rows=3,
    )

    def __init__(self, data: Any = None, *, lines: int, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.lines = max(1, min(lines, MOST_CRITERIA))
        for n in range(self.lines):
            self.fields[f"wording_{n}"] = TextField(
                label="Criterion",
                hint="As published.",
                required=False,
                say_optional=False,
                max_length=300,
            )
            self.fields[f"question_{n}"] = TextField(
                label="Question to the applicant",
                required=False,
                say_optional=False,
                max_length=300,
            )
            self.fields[f"kind_{n}"] = ChoiceField(
                label="How it is answered",
                choices=(
                    (CriterionKind.YES_NO.value, "Yes or no"),
                    (CriterionKind.JUDGEMENT.value, "In words, and a person reads it"),
                ),
                inline=True,
                required=False,
                say_optional=False,
                initial=CriterionKind.YES_NO.value,
            )
            self.fields[f"why_{n}"] = TextField(
                label="Why we ask", required=False, say_optional=False, max_length=300
            )
            self.fields[f"key_{n}"] = HiddenField()

    def groups(self) -> list[list[Any]]:
        """The boxes of each line, for the page."""
        names = ("wording", "question", "kind", "why")
        return [[self[f"{name}_{n}"] for name in names] for n in range(self.lines)]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for n in range(self.lines):
            for name in ("wording", "question", "why"):
                words = str(found.get(f"{name}_{n}") or "")
                if rules.asks_for_a_trauma_score(words):
                    sentence = rules.CAUTION.format(wording=words.strip())
                    self.add_error(f"{name}_{n}", ValidationError(sentence))
        return found

    def drafts(self) -> list[CriterionDraft]:
        """Lines with something written; an empty line is not a criterion."""
        said = self.cleaned_data
        return [
            CriterionDraft(
                wording=said[f"wording_{n}"],
                question=said[f"question_{n}"],
                kind=CriterionKind(said[f"kind_{n}"] or CriterionKind.YES_NO),
                why=said[f"why_{n}"],
                key=said[f"key_{n}"],
            )
            for n in range(self.lines)
            if said[f"wording_{n}"].strip() or said[f"question_{n}"].strip()
        ]

    def decision(self) -> dict[str, Any]:
        """What was decided, why, when and by whom, as the operation takes it."""
        said = self.cleaned_data
        kept = {name: said[name] for name in ("why", "decided_on", "decided_by")}
        return {"criteria": self.drafts(), **kept}


def criteria_initial(card: CriteriaCard | None) -> dict[str, Any]:
    """The version in force, line by line, to start the next one from."""
    found: dict[str, Any] = {}
    for n, criterion in enumerate(card.criteria if card else ()):
        found[f"wording_{n}"] = criterion.wording
        found[f"question_{n}"] = criterion.question
        found[f"kind_{n}"] = criterion.kind.value
        found[f"why_{n}"] = criterion.why
        found[f"key_{n}"] = criterion.key
    return found
