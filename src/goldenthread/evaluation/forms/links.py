"""What someone chooses about one person's link."""

from goldenthread.evaluation.terms import ReachedHow
from goldenthread.ui.forms import ChoiceField, Form


class ReachedForm(Form):
    """How they were told."""

    how = ChoiceField(
        label="How were they reached?",
        choices=[(ReachedHow.PHONE.value, "By phone"), (ReachedHow.PAPER.value, "On paper")],
        required_message="Choose whether it was by phone or on paper",
    )
