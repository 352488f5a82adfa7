"""Why an offer is called off."""

from goldenthread.ui.forms import Form, LongTextField


class CancelOfferForm(Form):
    """The sentence or two that everyone who counted on it will read."""

    why = LongTextField(
        label="Why it is called off",
        hint="A sentence or two. Everyone who is told will read it",
        rows=3,
        max_length=600,
        required_message="Say why in a sentence or two. People will read it",
    )
