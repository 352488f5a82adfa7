"""What someone types to draw up an evaluation plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from goldenthread.evaluation.rules.plans import LONGEST_OPEN_DAYS, MODES, MOST_REMINDERS
from goldenthread.evaluation.terms import Anchor, ConfidentialityMode, WaveDraft, WaveKind
from goldenthread.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    MultiChoiceField,
    NumberField,
    SelectField,
    TextField,
)

Choices = Sequence[tuple[Any, str]]


@dataclass(frozen=True)
class Moment:
    """A usual moment of asking: its key, what it is called, and how long after the end."""

    key: str
    label: str
    months: int
    anchor: Anchor = Anchor.LAST_ATTENDED

    @property
    def field(self) -> str:
        return f"ask_{self.key.replace('-', '_')}"


MOMENTS = (
    Moment("baseline", "Before the first session", 0, Anchor.FIRST_SESSION),
    Moment("end", "End of the last session", 0),
    Moment("month-1", "1 month later", 1),
    Moment("month-3", "3 months later", 3),
    Moment("month-6", "6 months later", 6),
    Moment("month-12", "12 months later", 12),
)
INTERVIEWS = (
    ("1", "1 month later"),
    ("3", "3 months later"),
    ("6", "6 months later"),
    ("12", "12 months later"),
)


def _ask(moment: Moment) -> SelectField:
    return SelectField(
        label=moment.label, required=False, say_optional=False, empty_label="Do not ask then"
    )


class PlanForm(Form):
    """Modes first, since nothing matters more to people; then moments, then the small print."""

    mode = ChoiceField(
        label="How are answers kept?",
        hint="Nobody can change this once people have been told.",
        choices=[(mode.value, words.name) for mode, words in MODES.items()],
        hints={mode.value: words.sentence for mode, words in MODES.items()},
        required_message="Choose how answers are kept",
    )
    ask_baseline = _ask(MOMENTS[0])
    ask_end = _ask(MOMENTS[1])
    ask_month_1 = _ask(MOMENTS[2])
    ask_month_3 = _ask(MOMENTS[3])
    ask_month_6 = _ask(MOMENTS[4])
    ask_month_12 = _ask(MOMENTS[5])
    interviews = MultiChoiceField(
        label="Invite people to talk with the evaluators",
        hint="Only those who agree to it are invited.",
        choices=INTERVIEWS,
        required=False,
        say_optional=False,
    )
    lead_days = NumberField(
        label="Days before the first session to ask", least=1, most=60, width=2, initial=14
    )
    open_days = NumberField(
        label="Days each wave stays open", least=1, most=LONGEST_OPEN_DAYS, width=2, initial=14
    )
    max_reminders = NumberField(
        label="Reminders at most",
        hint="They stop as soon as someone answers or says no.",
        least=0,
        most=MOST_REMINDERS,
        width=2,
        initial=2,
    )
    reminder_gap_days = NumberField(
        label="Days between reminders", least=2, most=30, width=2, initial=4
    )
    who_sees = TextField(
        label="Who sees the answers?",
        hint="In your own words, as people will read it.",
        max_length=300,
    )
    evaluator_contact = TextField(
        label="Whom can people ask?", hint="An address of the evaluators.", max_length=200
    )
    kept_until = DateField(label="Last day answers are kept")
    entry = ChoiceField(
        label="Answers on paper and by phone",
        choices=(
            ("twice", "Written down twice, by two people"),
            ("once", "Written down once"),
        ),
        hints={
            "twice": "Where the two differ they look at the paper together. Nothing counts before.",
            "once": "Quicker. A slip of the pen stays.",
        },
        initial="twice",
        required=False,
        say_optional=False,
    )

    def __init__(self, *args: Any, versions: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for moment in MOMENTS:
            cast(SelectField, self.fields[moment.field]).choices = versions

    def details(self) -> dict[str, Any]:
        """As the operation wants it."""
        data = self.cleaned_data
        return {
            "mode": ConfidentialityMode(data["mode"]),
            "kept_until": data["kept_until"],
            "waves": self._waves(),
            "evaluator_contact": data["evaluator_contact"],
            "who_sees": data["who_sees"],
            "single_entry": data["entry"] == "once",
        }

    def _waves(self) -> list[WaveDraft]:
        """Questionnaires and interviews in the order of time."""
        found = []
        for moment in MOMENTS:
            chosen = self.cleaned_data[moment.field]
            if chosen:
                found.append(self._questionnaire(moment, int(chosen)))
            if str(moment.months) in self.cleaned_data["interviews"]:
                found.append(self._interview(moment))
        return found

    def _questionnaire(self, moment: Moment, version_id: int) -> WaveDraft:
        data = self.cleaned_data
        is_baseline = moment.anchor == Anchor.FIRST_SESSION
        return WaveDraft(
            key=moment.key,
            label=moment.label,
            anchor=moment.anchor,
            months=moment.months,
            lead_days=data["lead_days"] if is_baseline else 0,
            open_days=data["open_days"],
            max_reminders=data["max_reminders"],
            reminder_gap_days=data["reminder_gap_days"],
            instrument_version_id=version_id,
        )

    def _interview(self, moment: Moment) -> WaveDraft:
        return WaveDraft(
            key=f"talk-{moment.key}",
            label=f"Conversation {moment.label}",
            kind=WaveKind.INTERVIEW,
            anchor=Anchor.LAST_ATTENDED,
            months=moment.months,
            open_days=28,
            max_reminders=0,
        )


def initial_of(
    waves: Sequence[WaveDraft],
    *,
    mode: ConfidentialityMode,
    kept_until: date,
    who_sees: str,
    evaluator_contact: str,
    single_entry: bool = False,
) -> dict[str, Any]:
    """What stands in the form for a plan that there is."""
    asked = {wave.key: wave for wave in waves if wave.kind == WaveKind.QUESTIONNAIRE}
    found: dict[str, Any] = {
        "mode": mode.value,
        "kept_until": kept_until,
        "who_sees": who_sees,
        "evaluator_contact": evaluator_contact,
        "entry": "once" if single_entry else "twice",
        "interviews": [str(w.months) for w in waves if w.kind == WaveKind.INTERVIEW],
    }
    for moment in MOMENTS:
        if moment.key in asked:
            found[moment.field] = asked[moment.key].instrument_version_id
    if "baseline" in asked:
        found["lead_days"] = asked["baseline"].lead_days
    for wave in list(asked.values())[-1:]:
        found["open_days"] = wave.open_days
        found["max_reminders"] = wave.max_reminders
        found["reminder_gap_days"] = wave.reminder_gap_days
    return found
