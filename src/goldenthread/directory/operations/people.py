"""People: added once, changed by who may."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.directory import rules
from goldenthread.directory.models import AdjustmentNeed, Person, Post
from goldenthread.directory.queries.finding import PERSON
from goldenthread.directory.queries.lookups import find_person, person_of_user
from goldenthread.directory.queries.reach import (
    current_posts,
    is_directory_wide,
    must_reach_person,
    reaches_person,
)
from goldenthread.directory.terms import Adjustment, ContactBy
from goldenthread.search import operations as search


def must_change_person(by: Actor, person_id: int) -> None:
    """Those who edit people within reach, the person themselves, or their personal link."""
    if by.kind == "link" and by.id == f"person:{person_id}":
        return
    if by.user_id is not None and person_of_user(by.user_id) == person_id:
        return
    must_reach_person(by, person_id, Permission.PERSON_EDIT)


NOT_HERE = "This person cannot be added here. Ask whoever looks after the directory."


def must_add(by: Actor, organisation_id: int | None) -> None:
    """Who edits people there, or a holder of a link who tells us about themselves."""
    reach = by.reach(Permission.PERSON_EDIT)
    if by.kind == "link" or is_directory_wide(reach):
        return
    by.must_reach(Permission.PERSON_EDIT, "organisation", organisation_id or 0)


def _must_know(by: Actor, person_id: int) -> None:
    """A grant over one organisation does not draw people of another into reach."""
    if by.kind == "link" or is_directory_wide(by.reach(Permission.PERSON_EDIT)):
        return
    if not reaches_person(by, person_id, Permission.PERSON_EDIT):
        raise Refused(NOT_HERE)


def address_of(email: str) -> str:
    """As typed, with its letters put together."""
    return unicodedata.normalize("NFC", email.strip())


@transaction.atomic
def find_or_add_person(
    *,
    name: str,
    email: str,
    organisation_id: int | None,
    on: date,
    by: Actor,
    phone: str = "",
    pronouns: str = "",
    title: str = "",
    seniority: str = "",
) -> int:
    """The person with this address, or a new one; with a post in the organisation, if known.

    What is known is kept: only blanks are filled, so that nobody is renamed by a form. Without
    an organisation there is no post yet: an applicant's may not be in our list.
    """
    must_add(by, organisation_id)
    tidy = " ".join(name.split())
    if not tidy:
        raise Refused("Enter the person's name.")
    # A name proves nothing: whoever holds a link is matched by address, and changes nobody.
    is_self = by.kind == "link"
    person_id = find_person(
        email=email, name="" if is_self else tidy, organisation_id=organisation_id
    )
    is_known = person_id is not None
    if person_id is None:
        person_id = _add(tidy, address_of(email), phone, pronouns, by)
    elif not is_self:
        _must_know(by, person_id)
        _fill_blanks(person_id, address_of(email), phone, pronouns, by)
    if organisation_id is not None and not (is_self and is_known):
        _hold_post(person_id, organisation_id, title, seniority, on, by)
    return person_id


def _add(name: str, email: str, phone: str, pronouns: str, by: Actor) -> int:
    row = Person.objects.create(
        name=name[:200],
        key=rules.person_key(name),
        email=email,
        email_key=rules.email_key(email),
        phone=phone,
        pronouns=pronouns,
    )
    search.keep(kind=PERSON, thing_id=row.pk)
    audit.record(by=by, action="person.added", subject=("person", row.pk), person_id=row.pk)
    return int(row.pk)


def _fill_blanks(person_id: int, email: str, phone: str, pronouns: str, by: Actor) -> None:
    row = Person.objects.select_for_update().get(pk=person_id)
    given = {"email": email, "phone": phone, "pronouns": pronouns}
    filled = [field for field, value in given.items() if value and not getattr(row, field)]
    if not filled:
        return
    for field in filled:
        setattr(row, field, given[field])
    row.email_key = rules.email_key(row.email)
    row.save()
    audit.record(
        by=by,
        action="person.completed",
        subject=("person", person_id),
        person_id=person_id,
        detail={"fields": filled},
    )


def _hold_post(
    person_id: int, organisation_id: int, title: str, seniority: str, on: date, by: Actor
) -> None:
    held = Post.objects.filter(
        current_posts(on), person_id=person_id, organisation_id=organisation_id
    )
    if held.exists():
        return
    post = Post.objects.create(
        person_id=person_id,
        organisation_id=organisation_id,
        title=title.strip()[:200],
        seniority=seniority,
        starts_on=on,
    )
    audit.record(by=by, action="post.added", subject=("post", post.pk), person_id=person_id)


@transaction.atomic
def edit_person(
    *,
    person_id: int,
    name: str,
    email: str,
    by: Actor,
    phone: str = "",
    pronouns: str = "",
    contact_by: str = ContactBy.EMAIL,
) -> None:
    """Change what is known of a person. One address belongs to one person."""
    must_change_person(by, person_id)
    row = Person.objects.select_for_update().get(pk=person_id)
    address, tidy = address_of(email), " ".join(name.split())
    key = rules.email_key(address)
    if not tidy:
        raise Refused("Enter the person's name.")
    if key and Person.objects.filter(email_key=key).exclude(pk=person_id).exists():
        raise Refused("This email address belongs to someone else in the directory.")
    if contact_by == ContactBy.EMAIL and not key:
        raise Refused("Enter an email address, or choose another way to be contacted.")
    given = {
        "name": tidy,
        "email": address,
        "phone": phone,
        "pronouns": pronouns,
        "contact_by": ContactBy(contact_by).value,
    }
    changed = [field for field, value in given.items() if getattr(row, field) != value]
    for field, value in given.items():
        setattr(row, field, value)
    row.key, row.email_key = rules.person_key(tidy), key
    row.save()
    if "name" in changed:
        search.keep(kind=PERSON, thing_id=person_id)
    audit.record(
        by=by,
        action="person.changed",
        subject=("person", person_id),
        person_id=person_id,
        detail={"fields": changed},
    )


@transaction.atomic
def set_adjustments(*, person_id: int, codes: Iterable[str], by: Actor, note: str = "") -> None:
    """What helps this person take part, all of it: what is not named is no longer needed.

    A note is kept with "other"; writing one is asking for it.
    """
    must_change_person(by, person_id)
    wanted = {Adjustment(code) for code in codes} | ({Adjustment.OTHER} if note.strip() else set())
    AdjustmentNeed.objects.filter(person_id=person_id).delete()
    AdjustmentNeed.objects.bulk_create(
        AdjustmentNeed(
            person_id=person_id,
            code=code.value,
            note=note.strip()[:300] if code == Adjustment.OTHER else "",
        )
        for code in Adjustment
        if code in wanted
    )
    audit.record(
        by=by, action="person.adjustments", subject=("person", person_id), person_id=person_id
    )


@transaction.atomic
def change_person(
    *, person_id: int, details: Mapping[str, str], codes: Iterable[str], note: str, by: Actor
) -> None:
    """What is known of a person and what helps them: all of it or none."""
    edit_person(person_id=person_id, by=by, **details)
    set_adjustments(person_id=person_id, codes=codes, note=note, by=by)


@transaction.atomic
def pause_messages(*, person_id: int, until: date | None, by: Actor) -> None:
    """No messages until this day; None means messages may come again."""
    must_change_person(by, person_id)
    Person.objects.filter(pk=person_id).update(paused_until=until)
    audit.record(
        by=by,
        action="person.paused" if until else "person.resumed",
        subject=("person", person_id),
        person_id=person_id,
    )


@transaction.atomic
def connect_user(*, person_id: int, user_id: int, by: Actor) -> None:
    """This account is this person. One account, one person.

    Only those who look after accounts, or the system: it decides whose record an account opens.
    """
    if not by.reach(Permission.ACCESS_MANAGE).everything:
        raise OutOfReach("only an administrator connects accounts")
    row = Person.objects.select_for_update().filter(pk=person_id).first()
    if row is None:
        raise OutOfReach(f"person {person_id}")
    if row.user_id not in (None, user_id):
        raise Refused("This person already signs in with another account.")
    if Person.objects.filter(user_id=user_id).exclude(pk=person_id).exists():
        raise Refused("This account belongs to another person.")
    row.user_id = user_id
    row.save(update_fields=["user"])
    audit.record(
        by=by,
        action="person.connected",
        subject=("person", person_id),
        person_id=person_id,
        detail={"user_id": user_id},
    )
