"""The directory's own part of forgetting somebody."""

from datetime import datetime
from typing import Any

from goldenthread.access import operations as access
from goldenthread.access.actor import Actor
from goldenthread.directory import rules
from goldenthread.directory.models import (
    AdjustmentNeed,
    OwnPageLink,
    Person,
    PersonRequest,
    Post,
    ReportingLine,
)
from goldenthread.directory.queries.finding import PERSON
from goldenthread.directory.terms import ContactBy
from goldenthread.messaging import operations as messaging
from goldenthread.search import operations as search


def erase(*, person_id: int, now: datetime, by: Any) -> None:
    """Names, addresses, needs, lines and typed words go; posts keep where, and lose what."""
    user_id = Person.objects.filter(pk=person_id).values_list("user_id", flat=True).first()
    if user_id is not None:
        access.forget_account(user_id=user_id, by=Actor.system(reason="the person is forgotten"))
    AdjustmentNeed.objects.filter(person_id=person_id).delete()
    OwnPageLink.objects.filter(person_id=person_id).delete()
    ReportingLine.objects.filter(person_id=person_id).delete()
    ReportingLine.objects.filter(manager_id=person_id).delete()
    Post.objects.filter(person_id=person_id).update(title="")
    PersonRequest.objects.filter(person_id=person_id).update(words="")
    Person.objects.filter(pk=person_id).update(
        name=rules.FORGOTTEN,
        key=rules.person_key(rules.FORGOTTEN),
        pronouns="",
        email="",
        email_key=None,
        phone="",
        contact_by=ContactBy.NO_CONTACT,
        quiet_from=None,
        quiet_until=None,
        paused_until=None,
        user=None,
    )
    messaging.empty_messages(person_id=person_id, by=by)
    search.keep(kind=PERSON, thing_id=person_id)
