"""What a person chooses about their own calendar address."""

from goldenthread.learning.rules.feed import LONGEST_TITLE, USUAL_TITLE
from goldenthread.ui.forms import ChoiceField, Form, TextField


class FeedForm(Form):
    """Neutral unless the person chooses otherwise."""

    title = TextField(
        label="What every entry is called",
        hint="Colleagues may see your calendar. A plain word tells them nothing.",
        initial=USUAL_TITLE,
        max_length=LONGEST_TITLE,
        required=False,
        say_optional=False,
        width=20,
    )
    place = ChoiceField(
        label="Should entries say where it is?",
        choices=(("no", "No, only the time"), ("yes", "Yes, the room, or that it is online")),
        initial="no",
    )

    @property
    def shows_place(self) -> bool:
        return bool(self.cleaned_data["place"] == "yes")
