"""What someone types behind a personal link. Answers are read by the rules of instruments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from goldenthread.instruments import rules
from goldenthread.instruments.terms import ItemView, ParsedAnswers, SubscaleDraft
from goldenthread.ui.forms import ChoiceField, Form, LongTextField, NumberField

GOES = ("check", "later", "save")


@dataclass(frozen=True)
class PostedPage:
    """A page of questions as it came in, and where the person wants to go."""

    parsed: ParsedAnswers
    skipped: tuple[str, ...]
    go: str


def read_page(items: Sequence[ItemView], post: QueryDict) -> PostedPage:
    """Nothing typed is lost: what is no answer yet stays in `typed`."""
    skipped = tuple(str(key) for key in post.getlist("skip"))
    go = str(post.get("go", ""))
    parsed = rules.parse_answers(items, post)
    return PostedPage(parsed, skipped, go if go in GOES else "check")


class WithdrawForm(Form):
    """Stopping altogether. A reason is never needed."""

    answers = ChoiceField(
        label="What you have already sent",
        choices=(
            ("keep", "Keep it in the evaluation"),
            ("delete", "Delete it"),
        ),
    )
    reason = LongTextField(
        label="Would you like to say why?",
        hint="There is no need to. Only the evaluators can read it.",
        rows=3,
        max_length=1000,
        required=False,
    )

    def __init__(self, *given: Any, may_delete: bool, **rest: Any) -> None:
        super().__init__(*given, **rest)
        if not may_delete:
            del self.fields["answers"]

    @property
    def deletes_answers(self) -> bool:
        return bool(self.cleaned_data.get("answers") == "delete")


class ScoresForm(Form):
    """The scores of a licensed instrument, one box each."""

    def __init__(self, *given: Any, subscales: Sequence[SubscaleDraft], **rest: Any) -> None:
        super().__init__(*given, **rest)
        for one in subscales:
            self.fields[one.key] = NumberField(
                label=one.name, hint=_range_of(one), whole=False, required=False
            )


def _range_of(one: SubscaleDraft) -> str:
    if one.minimum is None or one.maximum is None:
        return "Write down the range with the licence first."
    return f"From {one.minimum.normalize():f} to {one.maximum.normalize():f}."
