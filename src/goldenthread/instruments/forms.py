"""What an evaluator types about an instrument, read and explained. Nothing is saved here."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from goldenthread.imports.terms import MAX_BYTES
from goldenthread.instruments import rules
from goldenthread.instruments.terms import (
    CHOICE_KINDS,
    SCALES,
    ItemDraft,
    ItemKind,
    ItemSensitivity,
    ItemView,
    Licence,
    SubscaleDraft,
)
from goldenthread.ui.forms import (
    ChoiceField,
    DateField,
    FileField,
    Form,
    LongTextField,
    MultiChoiceField,
    NumberField,
    SelectField,
    TextField,
)

KINDS = (
    (ItemKind.LIKERT.value, "A scale"),
    (ItemKind.SINGLE.value, "One choice"),
    (ItemKind.MULTIPLE.value, "Several choices"),
    (ItemKind.SHORT_TEXT.value, "A short answer in words"),
    (ItemKind.LONG_TEXT.value, "A longer answer in words"),
    (ItemKind.THREE_WORDS.value, "Three words"),
    (ItemKind.NUMBER.value, "A number"),
    (ItemKind.DATE.value, "A date"),
)
LEVELS = (
    ("1", "1, reaction: what people made of it"),
    ("2", "2, learning: knowledge, skills, confidence"),
    ("3", "3, behaviour: what people do at work"),
    ("4", "4, results: what changed for people and services"),
)
MARKS = (
    ("sensitive", "It is about the person, distress, or how an organisation behaves"),
    ("anticipated", "It asks what people expect, not what they have seen"),
    ("reversed", "Agreeing means that things are worse"),
    ("short", "Ask it also of people who came to the first session only"),
)


class InstrumentForm(Form):
    """A new instrument."""

    name = TextField(label="Name", hint="What the team calls it.")
    purpose = LongTextField(label="What it is for", rows=2, required=False)
    licence = ChoiceField(
        label="Who may use the questions",
        choices=(
            (Licence.OWN.value, "Our own: this partnership wrote them"),
            (Licence.OPEN.value, "Open: anyone may use them"),
            (Licence.LICENSED.value, "Licensed: they belong to somebody else"),
        ),
        hints={
            Licence.LICENSED.value: "We keep the names of its scores, and never its questions.",
        },
    )
    citation = LongTextField(
        label="Where it comes from", hint="A source that others can find.", rows=2, required=False
    )


class FormFileForm(Form):
    """A form made with another tool."""

    file = FileField(
        label="The form",
        hint="An XLSForm: an Excel workbook (.xlsx) with the sheets survey and choices",
        max_bytes=MAX_BYTES,
        extensions=("xlsx", "xls"),  # an older .xls is told what to do
    )
    into = SelectField(
        label="Where it goes",
        hint="A new version of an instrument we have starts as a draft.",
        empty_label="A new instrument",
        required=False,
    )
    name = TextField(
        label="Name of the new instrument", hint="Left empty, the form’s title.", required=False
    )
    licence = ChoiceField(
        label="Who may use the questions",
        choices=(
            (Licence.OWN.value, "Our own: this partnership wrote them"),
            (Licence.OPEN.value, "Open: anyone may use them"),
        ),
        initial=Licence.OWN.value,
    )

    def __init__(self, *given: Any, instruments: Sequence[tuple[int, str]], **rest: Any) -> None:
        super().__init__(*given, **rest)
        cast(SelectField, self.fields["into"]).choices = instruments


class AboutForm(Form):
    """Putting the facts of an instrument right."""

    name = TextField(label="Name")
    purpose = LongTextField(label="What it is for", rows=2, required=False)
    citation = LongTextField(label="Where it comes from", rows=2, required=False)
    validated = ChoiceField(
        label="Has it been tested as a measure?",
        choices=(("no", "No, or not that we know"), ("yes", "Yes, and the source says so")),
    )


class LicenceForm(Form):
    """Who holds the licence, until when, and the range of each score."""

    evidence = LongTextField(
        label="Who holds the licence, and where it can be found",
        hint="For example: Northmoor Partnership, licence 12 of 2026, kept by the evaluator.",
        rows=3,
        max_length=1000,
    )
    until = DateField(label="The licence runs until", required=False)

    def __init__(self, *given: Any, subscales: Sequence[SubscaleDraft] = (), **rest: Any) -> None:
        super().__init__(*given, **rest)
        self.keys = [subscale.key for subscale in subscales]
        for one in subscales:
            for end, words, shown in (
                ("low", "lowest", one.minimum),
                ("high", "highest", one.maximum),
            ):
                self.fields[f"{one.key}-{end}"] = NumberField(
                    label=f"{one.name}: {words} score", whole=False, required=False, initial=shown
                )

    def ranges(self) -> dict[str, tuple[Decimal | None, Decimal | None]]:
        """Each score with the two ends that were typed."""
        data = self.cleaned_data
        return {key: (data.get(f"{key}-low"), data.get(f"{key}-high")) for key in self.keys}


class VersionForm(Form):
    """The words around the questions."""

    title = TextField(label="Title", hint="What people see at the top.")
    why_we_ask = LongTextField(
        label="Why we ask",
        hint="One or two honest sentences. People read this before they answer.",
        rows=2,
        required=False,
    )
    content_note = LongTextField(
        label="Before you go on",
        hint="What the questions touch on, so that nobody meets it unprepared.",
        rows=2,
        required=False,
    )


class ItemForm(Form):
    """One question."""

    wording = LongTextField(label="The question", rows=2, max_length=500)
    kind = ChoiceField(label="How people answer", choices=KINDS)
    scale = SelectField(
        label="Steps of the scale",
        hint="Only for a scale. To use your own steps, write them below instead.",
        choices=[(scale.key, scale.name) for scale in SCALES.values()],
        empty_label="My own steps",
        required=False,
    )
    choices = LongTextField(
        label="Choices, or your own steps", hint="One on each line.", rows=5, required=False
    )
    help_text = TextField(label="Hint under the question", max_length=300, required=False)
    section = TextField(label="Heading above it", required=False)
    short_label = TextField(
        label="Short name for tables and figures", max_length=120, required=False
    )
    level = SelectField(
        label="What it tells about", choices=LEVELS, empty_label="None of the four", required=False
    )
    marks = MultiChoiceField(label="Does this fit?", choices=MARKS, required=False)
    minimum = NumberField(label="Smallest number", required=False)
    maximum = NumberField(label="Largest number", required=False)

    def draft(self, *, before: ItemView | None = None) -> ItemDraft:
        """The question that was typed. A choice whose words stay the same keeps its key."""
        data = self.cleaned_data
        kind, marks = ItemKind(data["kind"]), set(data["marks"])
        options = ()
        if kind in CHOICE_KINDS:
            options = self._options(kind, before)
        return ItemDraft(
            key=before.key if before else "",
            kind=kind,
            wording=data["wording"].strip(),
            section=data["section"],
            short_label=data["short_label"],
            help_text=data["help_text"],
            options=options,
            minimum=data["minimum"] if kind is ItemKind.NUMBER else None,
            maximum=data["maximum"] if kind is ItemKind.NUMBER else None,
            is_reversed="reversed" in marks,
            sensitivity=ItemSensitivity("sensitive" if "sensitive" in marks else "low"),
            kirkpatrick=int(data["level"]) if data["level"] else None,
            is_anticipated="anticipated" in marks,
            in_short_variant="short" in marks,
        )

    def _options(self, kind: ItemKind, before: ItemView | None) -> Any:
        data = self.cleaned_data
        if kind is ItemKind.LIKERT and data["scale"]:
            return SCALES[data["scale"]].options
        kept = before.options if before else ()
        return rules.options_of(data["choices"], kind=kind, kept=kept)


def as_typed(item: ItemView) -> dict[str, Any]:
    """A question as its form shows it."""
    scale = next((s.key for s in SCALES.values() if s.options == item.options), "")
    fits = {
        "sensitive": item.sensitivity is ItemSensitivity.SENSITIVE,
        "anticipated": item.is_anticipated,
        "reversed": item.is_reversed,
        "short": item.in_short_variant,
    }
    return {
        "wording": item.wording,
        "kind": item.kind.value,
        "scale": scale,
        "choices": "" if scale else "\n".join(option.label for option in item.options),
        "help_text": item.help_text,
        "section": item.section,
        "short_label": item.short_label,
        "level": str(item.kirkpatrick or ""),
        "marks": [mark for mark, holds in fits.items() if holds],
        "minimum": item.minimum,
        "maximum": item.maximum,
    }
