"""What a person says about themselves."""

from typing import Any

from goldenthread.directory.terms import (
    ADJUSTMENT_WORDS,
    CORRECTABLE,
    DIGEST_WORDS,
    Adjustment,
    ContactBy,
)
from goldenthread.ui.forms import (
    ChoiceField,
    Form,
    LongTextField,
    MultiChoiceField,
    PhoneField,
    TextField,
    TimeField,
)

NEEDS = tuple((c, w) for c, w in ADJUSTMENT_WORDS.items() if c != Adjustment.OTHER)
WAYS = (
    (ContactBy.EMAIL, "Email"),
    (ContactBy.PHONE, "Phone: somebody rings you"),
    (ContactBy.POST, "Post"),
    (ContactBy.NO_CONTACT, "Please do not contact me"),
)


class OwnDetailsForm(Form):
    """What a person changes by themselves, once for everywhere."""

    name = TextField(label="Your name", hint="As you would like to be called", autocomplete="name")
    pronouns = TextField(label="Your pronouns", required=False, width=20, max_length=60)
    phone = PhoneField(label="Your phone number", required=False, width=20, max_length=40)
    codes = MultiChoiceField(
        label="What helps you take part",
        hint="Say it once. Everyone who runs a session for you keeps to it.",
        required=False,
        choices=NEEDS,
    )
    note = LongTextField(label="Anything else that helps", required=False, rows=2, max_length=300)


class ContactForm(Form):
    """How to be reached, how often, and when not."""

    contact_by = ChoiceField(label="How may we reach you?", choices=WAYS)
    digest = ChoiceField(
        label="How often?",
        hint="What cannot wait, such as a session moved today, comes at once all the same.",
        choices=tuple(DIGEST_WORDS.items()),
    )
    quiet_from = TimeField(
        label="Nothing from", required=False, hint="For example, 8pm. Leave both empty for none."
    )
    quiet_until = TimeField(label="Until", required=False, hint="For example, 8am")


class CorrectForm(Form):
    """Something that others rest on too, put right by asking."""

    about = ChoiceField(label="What is not right?", choices=tuple(CORRECTABLE.items()))
    words = LongTextField(label="What should it say?", rows=4, max_length=1000)


class ForgetForm(Form):
    """Nothing is needed; something may be said."""

    words = LongTextField(
        label="Is there anything you would like us to know?",
        required=False,
        rows=3,
        max_length=1000,
    )


def weeks_of(typed: Any) -> int:
    """How many weeks a button stands for; none when it stands for nothing."""
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
