"""Narrowing the outbox, and wording a message."""

from collections.abc import Sequence
from typing import Any, cast

from goldenthread.ui.forms import Form, LongTextField, SelectField, TextField


class OutboxForm(Form):
    """Which messages to show."""

    state = SelectField(
        label="Show", empty_label="All messages", required=False, say_optional=False
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        cast(SelectField, self.fields["state"]).choices = choices


class WordingForm(Form):
    """A programme's own words for a kind of message."""

    subject = TextField(
        label="Subject",
        hint="A phone shows it on a locked screen: nothing about the topic, or about the person",
        max_length=150,
    )
    body = LongTextField(
        label="Message",
        hint="An empty line starts a new paragraph. What stands in braces is filled in",
        rows=18,
        max_length=6000,
    )
