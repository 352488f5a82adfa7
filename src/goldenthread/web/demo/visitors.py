"""Whom a visitor may sign in as here: the people of the story, those of the region, or both."""

from goldenthread.access.models import User
from goldenthread.web.demo.people import PEOPLE, DemoPerson
from goldenthread.web.seed.accounts import PEOPLE as OF_REGION


def visitors() -> tuple[DemoPerson, ...]:
    both = (*PEOPLE, *OF_REGION)
    known = User.objects.filter(email__in=[person.email for person in both])
    here = set(known.values_list("email", flat=True))
    return tuple(person for person in both if person.email in here)
