"""Commands that start a deployment."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from goldenthread.access import queries
from goldenthread.access.terms import Permission

pytestmark = pytest.mark.django_db


def test_the_first_administrator_looks_after_accounts_and_sees_no_content() -> None:
    call_command("make_administrator", email="Conor@Example.org", name="Conor", verbosity=0)
    actor = queries.actor_by_email("conor@example.org", today=timezone.localdate())
    assert actor.reach(Permission.ACCESS_MANAGE).everything
    assert not actor.may(Permission.PERSON_VIEW)


def test_the_same_address_twice_is_refused_in_a_sentence() -> None:
    call_command("make_administrator", email="a@example.org", name="A", verbosity=0)
    with pytest.raises(CommandError, match="can already sign in"):
        call_command("make_administrator", email="a@example.org", name="A", verbosity=0)
