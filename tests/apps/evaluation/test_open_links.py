"""Open links: anybody may answer, nobody is named, under 16 only with both yeses."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.evaluation.models import OpenAnswer, OpenLink, Plan
from goldenthread.evaluation.operations import open_links as operations
from goldenthread.evaluation.operations import retention
from goldenthread.evaluation.queries import open_links as queries
from goldenthread.evaluation.rules.open_links import Yeses
from goldenthread.evaluation.terms import PlanState
from goldenthread.instruments.terms import ItemKind, Option
from goldenthread.methods.disclosure import Audience
from goldenthread.ui.qr import qr_svg
from tests.factories import answering as make
from tests.factories import instruments
from tests.factories.access import actor_with, client_of, user_with
from tests.factories.instruments import item_draft

pytestmark = pytest.mark.django_db
YES_NO = (Option("yes", "Yes"), Option("no", "No"))
ITEMS = (
    item_draft("safe", kind=ItemKind.SINGLE, wording="I felt safe", options=YES_NO),
    item_draft("words", kind=ItemKind.LONG_TEXT, wording="Tell us more"),
    item_draft("times", kind=ItemKind.NUMBER, wording="How often"),
)


@pytest.fixture(autouse=True)
def nobody_has_answered_yet() -> None:
    cache.clear()


def made(*, under_16: bool = False, **rest: Any) -> OpenLink:
    plan = make.make_plan()
    link_id = operations.make_open_link(
        plan_id=plan.pk,
        version_id=instruments.make_published(ITEMS),
        title="How it is to come here",
        closes_on=timezone.localdate() + timedelta(days=7),
        allows_under_16=under_16,
        today=timezone.localdate(),
        by=make.BY,
        **rest,
    )
    return OpenLink.objects.get(pk=link_id)


def path_of(link: OpenLink) -> str:
    return queries.open_links(make.BY, link.plan.pk, today=timezone.localdate())[0].path


def close(link: OpenLink) -> None:
    operations.close_open_link(link_id=link.pk, today=timezone.localdate(), by=make.BY)


def said(link: OpenLink, answer: str = "yes", times: int = 1) -> None:
    for _ in range(times):
        operations.answer_openly(
            link_id=link.pk,
            answers={"safe": answer},
            yeses=Yeses(),
            today=timezone.localdate(),
        )


def staff(link: OpenLink, role: Role) -> Client:
    return client_of(user_with(role, over=(ScopeKind.PROGRAMME, link.plan.offer.programme_id)))


def test_anybody_of_16_or_over_answers_without_saying_who_they_are() -> None:
    link, anybody = made(), Client()
    start = anybody.get(path_of(link))
    page = start.content.decode()
    assert "We do not ask who you are." in page and "01632 960 118" in page
    assert start["Cache-Control"] == "no-store, private"
    on = anybody.post(path_of(link), {"age": "16"}).headers["Location"]
    questions = anybody.get(on).content.decode()
    assert "I felt safe" in questions and "01632 960 118" in questions
    sent = anybody.post(on, {"q-safe": "yes", "q-words": "Kind people"})
    assert "01632 960 118" in anybody.get(sent.headers["Location"]).content.decode()
    found = OpenAnswer.objects.get()
    assert found.answers == {"safe": "yes", "words": "Kind people", "times": None}
    assert (found.is_under_16, found.guardian_said_yes, found.own_yes) == (False, False, False)


def test_nothing_kept_tells_who_answered_or_from_where() -> None:
    link, anybody = made(), Client()
    on = anybody.post(path_of(link), {"age": "16"}).headers["Location"]
    anybody.post(on, {"q-safe": "yes"}, REMOTE_ADDR="192.0.2.77")
    event = Event.objects.get(action="open_link.answered")
    assert (event.actor_id, event.person_id) == ("", None)
    assert {f.name for f in OpenAnswer._meta.fields} == {
        "id",
        "link",
        "is_under_16",
        "guardian_said_yes",
        "own_yes",
        "answers",
    }
    assert "sessionid" not in anybody.cookies


def test_what_is_no_answer_yet_is_asked_again_and_nothing_is_lost() -> None:
    link, anybody = made(), Client()
    on = anybody.post(path_of(link), {"age": "16"}).headers["Location"]
    page = anybody.post(on, {"q-times": "often", "q-words": "Kind people"}).content.decode()
    assert "Enter a whole number" in page and "Kind people" in page and 'value="often"' in page
    assert not OpenAnswer.objects.exists()


def test_under_16_is_told_kindly_where_the_plan_does_not_allow_it() -> None:
    link, anybody = made(), Client()
    page = anybody.post(path_of(link), {"age": "under"}, follow=True).content.decode()
    assert "These questions are for people aged 16 or over." in page
    assert "01632 960 118" in page and not OpenAnswer.objects.exists()


def test_under_16_a_guardian_says_yes_first_and_then_the_child() -> None:
    link, anybody = made(under_16=True), Client()
    guardian = anybody.post(path_of(link), {"age": "under"}).headers["Location"]
    assert "/guardian/" in guardian
    assert "ticks the box first" in anybody.post(guardian, {"go": "on"}).content.decode()
    choice = anybody.post(guardian, {"guardian": "yes"}).headers["Location"]
    assert "You can say no. Nobody will be cross." in anybody.get(choice).content.decode()
    on = anybody.post(choice, {"own": "yes"}).headers["Location"]
    anybody.post(on, {"q-safe": "no"})
    found = OpenAnswer.objects.get()
    assert (found.is_under_16, found.guardian_said_yes, found.own_yes) == (True, True, True)


def test_a_child_who_says_no_is_asked_nothing() -> None:
    link, anybody = made(under_16=True), Client()
    guardian = anybody.post(path_of(link), {"age": "under"}).headers["Location"]
    choice = anybody.post(guardian, {"guardian": "yes"}).headers["Location"]
    page = anybody.post(choice, {"own": "no"}, follow=True).content.decode()
    assert "That is fine." in page and "I felt safe" not in page


def test_no_step_can_be_left_out() -> None:
    link, anybody = made(under_16=True), Client()
    path = path_of(link)
    guardian = anybody.post(path, {"age": "under"}).headers["Location"]
    unsaid = guardian.partition("?")[2]
    for end in (f"questions/?{unsaid}", f"your-choice/?{unsaid}", "questions/", "guardian/?said=x"):
        for answer in (anybody.get(path + end), anybody.post(path + end, {"q-safe": "yes"})):
            assert answer.headers["Location"] == path
    other = path_of(made())
    over = anybody.post(other, {"age": "16"}).headers["Location"].partition("?")[2]
    assert anybody.get(f"{path}questions/?{over}").headers["Location"] == path
    assert not OpenAnswer.objects.exists()


def test_the_database_holds_both_yeses_too() -> None:
    link = made(under_16=True)
    with pytest.raises(IntegrityError):
        OpenAnswer.objects.create(link=link, is_under_16=True, guardian_said_yes=True)


def test_operations_refuse_a_child_without_both_yeses() -> None:
    for link, yeses in (
        (made(), Yeses(is_under_16=True, guardian=True, own=True)),
        (made(under_16=True), Yeses(is_under_16=True, own=True)),
        (made(under_16=True), Yeses(is_under_16=True, guardian=True)),
    ):
        with pytest.raises(Refused):
            operations.answer_openly(
                link_id=link.pk, answers={}, yeses=yeses, today=timezone.localdate()
            )


def test_a_closed_link_says_so_and_takes_nothing() -> None:
    link, anybody = made(), Client()
    on = anybody.post(path_of(link), {"age": "16"}).headers["Location"]
    close(link)
    page = anybody.post(on, {"q-safe": "yes"}).content.decode()
    assert "These questions have closed" in page and "01632 960 118" in page
    with pytest.raises(Refused):
        said(link)


def test_a_link_ends_with_its_plan() -> None:
    link = made()
    Plan.objects.filter(pk=link.plan.pk).update(state=PlanState.CLOSED)
    assert "have closed" in Client().get(path_of(link)).content.decode()


def test_an_address_that_is_not_one_is_not_found() -> None:
    path = path_of(made())
    for wrong in (path[:-3] + "xx/", "/o/1-abc/", "/o/x/", f"{path}elsewhere/"):
        assert Client().get(wrong).status_code == 404


def test_many_answers_are_slowed_by_link_and_never_by_person() -> None:
    link, anybody = made(), Client()
    on = anybody.post(path_of(link), {"age": "16"}).headers["Location"]
    for number in range(60):
        anybody.post(on, {"q-safe": "yes"}, REMOTE_ADDR=f"192.0.2.{number}")
    busy = Client().post(on, {"q-words": "Kind people"}, REMOTE_ADDR="198.51.100.1")
    assert busy.status_code == 429 and "Kind people" in busy.content.decode()
    assert OpenAnswer.objects.count() == 60
    other = made()
    on = anybody.post(path_of(other), {"age": "16"}).headers["Location"]
    assert anybody.post(on, {"q-safe": "yes"}).status_code == 302


def test_outside_the_evaluation_team_nothing_shows_while_people_can_answer() -> None:
    link = made()
    said(link, times=12)
    shown = staff(link, Role.COORDINATOR).get(f"/evaluation/open-links/{link.pk}/findings/")
    assert "Answers are still coming in" in shown.content.decode()
    seen = staff(link, Role.EVALUATOR).get(f"/evaluation/open-links/{link.pk}/findings/")
    assert "Of 12 questionnaires" in seen.content.decode()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.BOARD_MEMBER])
def test_few_answers_stay_unshown_once_it_has_closed(role: Role) -> None:
    link = made()
    said(link, times=3)
    said(link, "no")
    close(link)
    page = staff(link, role).get(f"/evaluation/open-links/{link.pk}/findings/").content.decode()
    assert "ewer than" in page and "Of 4" not in page


def test_own_words_are_for_the_evaluation_team() -> None:
    link = made()
    operations.answer_openly(
        link_id=link.pk,
        answers={"words": "Kind people"},
        yeses=Yeses(),
        today=timezone.localdate(),
    )
    close(link)
    path = f"/evaluation/open-links/{link.pk}/findings/"
    assert "Kind people" in staff(link, Role.EVALUATOR).get(path).content.decode()
    assert "Kind people" not in staff(link, Role.COORDINATOR).get(path).content.decode()
    assert staff(link, Role.COORDINATOR).get(f"{path}?view=evaluation").status_code == 404


def test_whoever_plans_makes_a_link_and_prints_its_poster() -> None:
    version = instruments.make_published(ITEMS)
    plan = make.make_wave(make.make_plan(), version_id=version).plan
    client = client_of(
        user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, plan.offer.programme_id))
    )
    last = timezone.localdate() + timedelta(days=5)
    typed = {"title": "Being here", "version": version, "younger": "no"}
    day = {f"closes_on_{part}": getattr(last, part) for part in ("day", "month", "year")}
    path = f"/evaluation/{plan.pk}/open-links/"
    client.post(path, {**typed, **day})
    link = OpenLink.objects.get()
    assert "Being here" in client.get(path).content.decode()
    poster = client.get(f"/evaluation/open-links/{link.pk}/poster/").content.decode()
    address = f"http://testserver{path_of(link)}"
    assert address in poster and str(qr_svg(address, css_class="qr qr--poster")) in poster
    assert "For people aged 16 or over." in poster
    client.post(f"/evaluation/open-links/{link.pk}/close/")
    assert OpenLink.objects.get().closes_on < timezone.localdate()


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.LEARNER, Role.PLACE_LEAD])
def test_nobody_else_reads_or_makes_links(role: Role) -> None:
    link = made()
    client = client_of(user_with(role))
    for path in (
        f"/evaluation/{link.plan.pk}/open-links/",
        f"/evaluation/open-links/{link.pk}/poster/",
        f"/evaluation/open-links/{link.pk}/close/",
        f"/evaluation/open-links/{link.pk}/findings/",
    ):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    assert queries.open_links(actor_with(role), link.plan.pk, today=timezone.localdate()) == ()


def test_another_programme_finds_no_link() -> None:
    link, other = made(), made()
    client = staff(other, Role.EVALUATOR)
    for end in ("poster", "close", "findings"):
        assert client.get(f"/evaluation/open-links/{link.pk}/{end}/").status_code == 404
    with pytest.raises(OutOfReach):
        queries.open_findings(
            actor_with(Role.FACILITATOR),
            queries.open_links(make.BY, link.plan.pk, today=timezone.localdate())[0],
            Audience.BOARD,
        )


@pytest.mark.parametrize("closes_in", [-1, 400])
def test_a_link_closes_within_a_year(closes_in: int) -> None:
    plan, today = make.make_plan(), date(2026, 3, 3)
    with pytest.raises(Refused, match="closing day"):
        operations.make_open_link(
            plan_id=plan.pk,
            version_id=instruments.make_published(ITEMS),
            title="x",
            closes_on=today + timedelta(days=closes_in),
            allows_under_16=False,
            today=today,
            by=make.BY,
        )


def test_answers_go_on_the_last_day_of_keeping() -> None:
    link = made()
    said(link, times=2)
    Plan.objects.update(kept_until=timezone.localdate() - timedelta(days=1))
    retention.delete_after_keeping(now=timezone.now(), by=make.BY)
    assert not OpenAnswer.objects.exists()
