"""Asking somebody to run a cohort, and their answer."""

from goldenthread.ui.forms import EmailField, Form, TextField


class FacilitatorForm(Form):
    """By address, so that no list of people is needed to find one."""

    email = EmailField(
        label="Email address of the facilitator",
        hint="People you work with already begin at once. Anyone else is asked by email first",
    )


class AnswerForm(Form):
    """Who says yes."""

    name = TextField(
        label="Your name",
        hint="As you would like people in the group to see it",
        max_length=200,
        autocomplete="name",
        required_message="Enter your name, so that people know who runs their sessions",
    )
