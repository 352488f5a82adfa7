"""What is typed while forming cohorts."""

from goldenthread.ui.forms import Form, LongTextField, NumberField, TextField

MOST = 2**31 - 1


class FormingForm(Form):
    """The seed of the draw; anyone with it can make the same plan again."""

    seed = NumberField(
        label="Seed of the draw",
        hint="Draws whoever is not drawn yet. Leave this number, or enter one you agreed on",
        least=0,
        most=MOST,
        width=10,
    )


class PublishForm(Form):
    """Why, where something is not settled."""

    why = LongTextField(
        label="Why you publish the plan as it is", required=False, rows=2, max_length=300
    )


class TakeBackForm(Form):
    """Why the place cannot be kept."""

    why = TextField(label="Why", hint="One sentence. The person will read it", max_length=300)
