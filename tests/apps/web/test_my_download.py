"""Everything held about a person can be taken away, and nothing of anybody else's."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone

from goldenthread.access.models import User
from goldenthread.audit.models import Event
from goldenthread.directory.models import Person
from goldenthread.learning.models import Application
from goldenthread.ui import held
from goldenthread.web.own.download import DATA, READ, everything
from goldenthread.web.own.held import EXCEPTIONS
from tests.factories.access import UserFactory, client_of
from tests.factories.directory import make_person
from tests.factories.world_rest import build_instruments, build_world

pytestmark = pytest.mark.django_db
#: Tables that hold a person's number without a key, so that the number may outlive the person.
BY_NUMBER = "person_id"


def keys_of(model: type[models.Model]) -> Iterator[type[models.Model]]:
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey | models.ManyToManyField):
            yield field.related_model


def has_number(model: type[models.Model]) -> bool:
    found = [f for f in model._meta.get_fields() if f.name == BY_NUMBER]
    return any(isinstance(field, models.BigIntegerField) for field in found)


def personal() -> set[str]:
    """Every table with a key to a person or an account, or to a table of theirs, and so on."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("goldenthread.")]
    found: set[type[models.Model]] = {Person, User, *(m for m in ours if has_number(m))}
    while more := {m for m in ours if m not in found and found & set(keys_of(m))}:
        found |= more
    return {model._meta.label for model in found}


def test_every_table_about_a_person_is_in_the_download_or_has_a_reason_not_to_be() -> None:
    """Missing one? Register a Kind for it in receivers, or give the reason in EXCEPTIONS."""
    told = {table for kind in held.kinds() for table in kind.tables}
    assert sorted(personal() - told - EXCEPTIONS.keys()) == []
    assert sorted((told | EXCEPTIONS.keys()) - personal()) == []
    assert told & EXCEPTIONS.keys() == set()


def test_every_kind_says_why_and_until_when() -> None:
    assert all(kind.why and kind.until and kind.title for kind in held.kinds())


def opened(client: Client) -> tuple[str, str]:
    """The page and the data in the file."""
    answer = client.post("/my/download/")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        return archive.read(READ).decode(), archive.read(DATA).decode()


def test_the_file_holds_everything_of_mine_and_nothing_of_another_organisation() -> None:
    now, shared = timezone.now(), build_instruments()
    ours = build_world("Zz-A", now=now, shared=shared)
    build_world("Zz-B", now=now, shared=shared)
    person = Person.objects.get(pk=ours.people["learner"])
    page, data = opened(client_of(User.objects.get(pk=person.user_id)))
    mine = ("pronouns", "phone", "title", "adjustment", "hope", "answer", "body", "correction")
    for kind in mine:
        assert f"Zz-A-{kind}-" in page and f"Zz-A-{kind}-" in data, kind
    assert "Zz-B-" not in page + data and "Zz-A-code-" not in page + data
    others = Application.objects.exclude(person=person).exclude(hopes="")
    assert others.exists()
    for other in others.select_related("person"):
        assert other.hopes not in page + data
        assert other.person is None or other.person.email not in page + data


def test_the_file_says_what_is_not_in_it_and_why() -> None:
    page, data = opened(client_of(make_person(user=UserFactory()).user))
    assert "in confidence" in page and json.loads(data)["left_out"]


def test_the_data_has_every_kind_with_why_and_until_when() -> None:
    _, data = opened(client_of(make_person(user=UserFactory()).user))
    kinds = json.loads(data)["kinds"]
    assert [one["kind"] for one in kinds] == [kind.key for kind in held.kinds()]
    assert all(one["why"] and one["until"] for one in kinds)


def test_the_file_names_those_who_looked(client: Client) -> None:
    person = make_person(user=UserFactory())
    looker = UserFactory(name="Robin Field")
    Event.objects.create(
        actor_kind="user",
        actor_id=str(looker.pk),
        action="person.page",
        subject_kind="person",
        subject_id=str(person.pk),
        person_id=person.pk,
        is_view=True,
    )
    page, _ = opened(client_of(person.user))
    assert "Robin Field" in page


def test_downloading_is_on_the_record() -> None:
    person = make_person(user=UserFactory())
    opened(client_of(person.user))
    assert Event.objects.filter(action="person.downloaded", person_id=person.pk).count() == 1


def test_what_was_kept_apart_in_confidence_is_in_no_row() -> None:
    person = make_person(user=UserFactory())
    Event.objects.create(
        actor_kind="system",
        action="keep_apart.added",
        subject_kind="keep_apart",
        subject_id="1",
        person_id=person.pk,
    )
    told = [row for kind, rows in everything(person.pk) for row in rows if kind.key == "record"]
    assert told == []
