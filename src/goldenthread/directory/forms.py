"""What people type into the directory."""

from collections.abc import Sequence
from typing import Any, cast

from goldenthread.directory.terms import (
    ADJUSTMENT_WORDS,
    CONTACT_WORDS,
    SCHEME_WORDS,
    SENIORITY_WORDS,
    Adjustment,
    IdentifierScheme,
    RequestState,
)
from goldenthread.ui.forms import (
    ChoiceField,
    DateField,
    EmailField,
    Form,
    LongTextField,
    MultiChoiceField,
    PhoneField,
    SelectField,
    TextField,
)

Choices = Sequence[tuple[Any, str]]
SENIORITIES = tuple(SENIORITY_WORDS.items())
NEEDS = tuple((c, w) for c, w in ADJUSTMENT_WORDS.items() if c != Adjustment.OTHER)


def offer(form: Form, field: str, choices: Choices) -> None:
    """Give a field of this form its choices."""
    cast(SelectField, form.fields[field]).choices = choices


def chosen(value: str) -> int | None:
    """The id that was picked, or none."""
    return int(value) if value else None


class PersonForm(Form):
    """What is known of a person, and what helps them take part."""

    name = TextField(label="Name", hint="As the person gives it", autocomplete="off")
    pronouns = TextField(label="Pronouns", required=False, width=20, max_length=60)
    email = EmailField(label="Email address", required=False)
    phone = PhoneField(label="Phone number", required=False, width=20, max_length=40)
    contact_by = ChoiceField(
        label="How the person would like to be contacted", choices=tuple(CONTACT_WORDS.items())
    )
    adjustments = MultiChoiceField(
        label="What helps this person take part",
        hint="Asked once, kept to everywhere",
        required=False,
        choices=NEEDS,
    )
    note = LongTextField(label="Anything else that helps", required=False, rows=2, max_length=300)


class NewPersonForm(Form):
    """A person and the post they hold."""

    name = TextField(label="Name", hint="As the person gives it", autocomplete="off")
    email = EmailField(
        label="Email address", required=False, hint="So that the same person is not added twice"
    )
    organisation = SelectField(label="Organisation")
    title = TextField(label="Job title", required=False)

    def __init__(self, *args: Any, organisations: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, "organisation", organisations)


class PostForm(Form):
    """A role somewhere, from a day on."""

    organisation = SelectField(label="Organisation")
    title = TextField(label="Job title", required=False)
    seniority = ChoiceField(label="What the work is", required=False, choices=SENIORITIES)
    starts_on = DateField(label="First day")

    def __init__(self, *args: Any, organisations: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, "organisation", organisations)


class EndPostForm(Form):
    """The last day of a post."""

    ends_on = DateField(label="Last day")


class ManagerForm(Form):
    """Who someone reports to."""

    manager = TextField(
        label="Line manager",
        hint="Name or email address. Leave it empty if there is none",
        required=False,
        say_optional=False,
        autocomplete="off",
    )
    starts_on = DateField(label="From")


class OrganisationForm(Form):
    """An organisation of the partnership."""

    name = TextField(label="Name")
    sector = SelectField(label="Sector")
    place = SelectField(label="Place", required=False, empty_label="Not in one place")
    parent = SelectField(label="Part of", required=False, empty_label="Not part of another")
    welfare_contact = TextField(
        label="Who staff can turn to",
        hint="A person or phone line of the organisation, for its own staff",
        required=False,
        max_length=300,
    )

    def __init__(
        self, *args: Any, sectors: Choices, places: Choices, parents: Choices, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        for field, choices in (("sector", sectors), ("place", places), ("parent", parents)):
            offer(self, field, choices)
        for scheme in IdentifierScheme:
            self.fields[scheme.value] = TextField(
                label=SCHEME_WORDS[scheme], required=False, width=20, max_length=60
            )

    def details(self) -> dict[str, Any]:
        """As the operation wants it."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "sector_id": int(data["sector"]),
            "place_id": chosen(data["place"]),
            "parent_id": chosen(data["parent"]),
            "welfare_contact": data["welfare_contact"],
            "identifiers": {scheme: data[scheme.value] for scheme in IdentifierScheme},
        }


class PlaceForm(Form):
    """A place, in another or by itself."""

    name = TextField(label="Name")
    parent = SelectField(label="Part of", required=False, empty_label="Not part of another")

    def __init__(self, *args: Any, places: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, "parent", places)

    def details(self) -> dict[str, Any]:
        """As the operation wants it."""
        data = self.cleaned_data
        return {"name": data["name"], "parent_id": chosen(data["parent"])}


class RequestAnswerForm(Form):
    """What was done about something a person asked, in words for them."""

    state = ChoiceField(
        label="What did you do?",
        choices=(
            (RequestState.DONE, "It is done"),
            (RequestState.KEPT, "It stays as it is, and I say why"),
        ),
    )
    answer = LongTextField(
        label="What the person reads", hint="It stands on their own page", rows=4, max_length=1000
    )
