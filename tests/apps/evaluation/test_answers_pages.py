"""The pages behind a personal link: calm, honest, and nobody else's."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from goldenthread.evaluation import operations
from goldenthread.evaluation.models import Draft, Invitation, Response, Withdrawal
from goldenthread.evaluation.terms import (
    ConfidentialityMode,
    InvitationState,
    Variant,
    WaveKind,
)
from goldenthread.instruments.terms import ItemKind
from goldenthread.methods.language import check_interface_text
from tests.factories import answering as make
from tests.factories.instruments import item_draft, one_of_each

pytestmark = pytest.mark.django_db
NAMED, PSEUDONYM = ConfidentialityMode.NAMED, ConfidentialityMode.PSEUDONYM
OWN_CODE, ANONYMOUS = ConfidentialityMode.OWN_CODE, ConfidentialityMode.ANONYMOUS
# Savepoints included: on PostgreSQL the request is a transaction too, which makes two more.
LOOK, FIRST_SAVE, SAVE, SEND = 1 + 2, 7 + 2, 6 + 2, 14 + 2
TEN = tuple(item_draft(f"item_{n}") for n in range(10))


def ask(
    mode: ConfidentialityMode = NAMED, items: Any = None, *, days: int = 13, **rest: Any
) -> Invitation:
    """Someone who is asked today, by the clock of the pages."""
    closes_at = timezone.now() + timedelta(days=days)
    return make.asked_in(mode, items, closes_at=closes_at, **rest)


def page(path: str, *, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status, path
    assert response.headers["Cache-Control"] == "no-store, private"
    return response.content.decode()


def words(html: str) -> str:
    """What is read, without the page's marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def post(row: Invitation, end: str = "", **data: Any) -> HttpResponse:
    response = Client().post(make.path_of(row, end), data)
    assert response.status_code in (204, 302), response.content.decode()
    return response


def sent(row: Invitation, **answers: Any) -> Invitation:
    operations.submit(
        invitation_id=row.pk, answers=answers, now=timezone.now(), by=make.link_of(row)
    )
    return row


def test_the_page_says_what_is_coming_why_and_until_when() -> None:
    shown = words(page(make.path_of(ask())))
    for expected in (
        "Before you go on",
        "Skip any question, stop when you like, or come back until",
        "To learn.",
        "Friday 31 March 2028",
        "Your manager does not.",
        "0 of 8 done",
        "about 2 minutes left",
        "01632 960 118",
        "Leave this page",
    ):
        assert expected in shown


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        (NAMED, "Your name is kept with your answers."),
        (PSEUDONYM, "Only the evaluation team can join the code to you."),
        (OWN_CODE, "Your name is not kept with your answers."),
        (ANONYMOUS, "Nothing joins your answers to you."),
    ],
)
def test_each_mode_says_its_own_honest_sentence(mode: ConfidentialityMode, sentence: str) -> None:
    shown = words(page(make.path_of(ask(mode))))
    assert sentence in shown
    final = "Once you send your answers you cannot take them back"
    assert (final in shown) is (mode in (OWN_CODE, ANONYMOUS))
    if final in shown:
        assert shown.index(final) < shown.index(sentence)


def test_every_question_can_be_skipped_and_is_answered_without_scripts() -> None:
    row = ask(items=one_of_each())
    shown = page(make.path_of(row))
    assert shown.count('name="skip"') == 8
    to = post(
        row,
        **{
            "q-likert": "4",
            "q-single": "not_yet",
            "q-multiple": ["yes", "no"],
            "q-short_text": "Short",
            "q-three_words-1": "calm",
            "q-date-day": "3",
            "q-date-month": "3",
            "q-date-year": "2026",
            "skip": ["long_text", "number"],
        },
    )
    assert to["Location"] == make.path_of(row, "check/")
    shown = words(page(to["Location"]))
    for said in ("Agree", "Not yet", "Yes and No", "calm", "Tuesday 3 March 2026", "Skipped"):
        assert said in shown
    assert post(row, "check/")["Location"] == make.path_of(row)
    assert "Thank you. Your answers are in." in page(make.path_of(row))
    assert Response.objects.get().answers == {
        "likert": 4,
        "single": "not_yet",
        "multiple": ["yes", "no"],
        "short_text": "Short",
        "long_text": None,
        "three_words": ["calm"],
        "number": None,
        "date": "2026-03-03",
    }


def test_what_was_answered_is_there_when_the_person_comes_back() -> None:
    row = ask(items=one_of_each())
    post(row, go="later", **{"q-likert": "2", "q-long_text": "Some <b>words</b>", "skip": "date"})
    shown = page(make.path_of(row))
    assert re.search(r'value="2" checked', shown)
    assert "Some &lt;b&gt;words&lt;/b&gt;" in shown
    assert re.search(r'id="skip-date" checked', shown)
    assert "3 of 8 done" in shown and "Saved at" in shown
    # and so is the place: the second question was not reached yet
    assert 'data-place="1"' in shown
    assert re.search(r'href="#card-single">Go on at question 2<', shown)
    assert "data-place" not in page(make.path_of(row, "?whole=yes"))


def test_half_an_answer_is_kept_and_explained_beside_the_question() -> None:
    row = ask(items=one_of_each())
    to = post(row, go="check", **{"q-number": "ten", "q-date-day": "31", "q-date-month": "2"})
    assert to["Location"] == make.path_of(row)
    shown = page(make.path_of(row))
    assert 'value="ten"' in shown and 'value="31"' in shown
    assert "Question 7: Enter a whole number, like 12." in shown
    assert 'href="#q-number"' in shown and 'id="q-number-error"' in shown
    assert Client().get(make.path_of(row, "check/")).status_code == 302
    post(row, **{"q-number": "10", "skip": "date"})
    assert "10" in words(page(make.path_of(row, "check/")))


def test_a_script_saves_without_a_page() -> None:
    row = ask(items=TEN)
    assert post(row, "save/", **{"q-item_3": "5"}).status_code == 204
    assert Draft.objects.get().answers == {"item_3": 5}
    assert post(row, "save/", **{"q-item_3": "4", "skip": "item_1"}).status_code == 204
    assert Draft.objects.get().answers == {"item_1": None, "item_3": 4}


def test_stopping_keeps_what_was_typed_and_says_until_when() -> None:
    row = ask(items=TEN)
    to = post(row, go="later", **{"q-item_1": "1"})
    shown = words(page(to["Location"]))
    assert "Use the same link to come back." in shown and "for 7 days" in shown
    assert Draft.objects.get().answers == {"item_1": 1}


def test_what_was_typed_can_be_seen_and_deleted() -> None:
    row = ask(ANONYMOUS, items=TEN)
    assert "Nothing has been kept so far." in page(make.path_of(row, "answers/"))
    post(row, "save/", **{"q-item_1": "1"})
    shown = words(page(make.path_of(row, "answers/")))
    assert "Strongly disagree" in shown and "It has not been sent." in shown
    assert "deleted at once" in page(make.path_of(row, "answers/delete/"))
    post(row, "answers/delete/")
    assert not Draft.objects.exists()


@pytest.mark.parametrize("mode", [NAMED, PSEUDONYM])
def test_linked_answers_can_be_seen_and_deleted_by_the_same_link(
    mode: ConfidentialityMode,
) -> None:
    row = sent(ask(mode, TEN), item_1=5)
    shown = page(make.path_of(row, "answers/"))
    assert "Strongly agree" in shown and "This link shows them until" in shown
    assert "no report counts them" in page(make.path_of(row, "answers/delete/"))
    post(row, "answers/delete/")
    assert not Response.objects.exists()
    assert "That is fine" in page(make.path_of(row))


@pytest.mark.parametrize("mode", [OWN_CODE, ANONYMOUS])
def test_after_sending_anonymously_the_link_shows_nothing(mode: ConfidentialityMode) -> None:
    row = sent(ask(mode, TEN), item_1=5)
    shown = page(make.path_of(row))
    assert "this link cannot show them" in shown
    assert "answers/" not in shown
    for end in ("answers/", "answers/delete/", "check/", "paper/"):
        response = Client().get(make.path_of(row, end))
        assert response["Location"] == make.path_of(row)
    assert Client().post(make.path_of(row, "answers/delete/"))["Location"] == make.path_of(row)
    assert Response.objects.count() == 1


def test_nobody_s_link_shows_another_person_s_answers() -> None:
    mine, other = ask(PSEUDONYM, TEN), None
    other = make.invite(mine.wave, closes_at=mine.closes_at)
    sent(other, item_1=5)
    post(mine, "save/", **{"q-item_2": "1"})
    for end in ("", "answers/", "check/"):
        assert "Strongly agree</dd>" not in page(make.path_of(mine, end))
    sent(mine, item_1=1)
    assert "Strongly agree" not in page(make.path_of(mine, "answers/"))


def test_saying_no_is_easy_and_can_be_taken_back() -> None:
    row = ask(items=TEN)
    assert "nobody asks you why" in page(make.path_of(row, "decline/"))
    post(row, "decline/")
    shown = page(make.path_of(row))
    assert "We will not remind you." in shown and "Answer after all" in shown
    assert post(row, "again/")["Location"] == make.path_of(row)
    assert "item 1" in page(make.path_of(row))


def test_withdrawing_says_first_what_happens_and_needs_no_reason() -> None:
    row = ask(items=TEN)
    shown = page(make.path_of(row, "withdraw/"))
    assert "What you have already sent" not in shown
    assert shown.index("We will not ask you anything more") < shown.index("say why")
    post(row, "withdraw/", reason="")
    assert "You have withdrawn from this evaluation" in page(make.path_of(row))
    assert Client().get(make.path_of(row, "withdraw/")).status_code == 302


def test_withdrawing_after_sending_asks_what_becomes_of_the_answers() -> None:
    row = sent(ask(PSEUDONYM, TEN), item_1=5)
    path = make.path_of(row, "withdraw/")
    assert "What you have already sent" in page(path)
    again = Client().post(path, {"reason": ""}).content.decode()
    assert "There is a problem" in again
    post(row, "withdraw/", answers="delete", reason="Unwell")
    assert Withdrawal.objects.get().deletes_answers
    assert not Response.objects.exists()


def test_answers_that_stay_after_withdrawing_are_deleted_without_being_shown() -> None:
    row = sent(ask(NAMED, TEN), item_1=5)
    post(row, "withdraw/", answers="keep", reason="")
    assert "Delete your answers" in page(make.path_of(row))
    assert Client().get(make.path_of(row, "answers/"))["Location"] == make.path_of(row)
    post(row, "answers/delete/")
    assert "Delete your answers" not in page(make.path_of(row))
    assert not Response.objects.exists()


def test_withdrawing_in_an_anonymous_evaluation_says_what_cannot_be_done() -> None:
    row = sent(ask(ANONYMOUS, TEN), item_1=5)
    shown = page(make.path_of(row, "withdraw/"))
    assert "stay, because nothing joins them to you" in shown
    assert "What you have already sent" not in shown
    post(row, "withdraw/", reason="")
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("make_row", "sentence"),
    [
        (lambda: ask(state=InvitationState.PLANNED), "These questions are not open yet"),
        (lambda: ask(days=-1), "These questions have closed"),
        (lambda: ask(state=InvitationState.CLOSED), "These questions have closed"),
        (lambda: ask(state=InvitationState.CANCELLED), "There is nothing to do here"),
    ],
)
def test_a_link_that_is_not_open_says_why_without_blame(
    make_row: Callable[[], Invitation], sentence: str
) -> None:
    row = make_row()
    assert sentence in page(make.path_of(row))
    for end in ("save/", "check/", "decline/"):
        assert Client().post(make.path_of(row, end))["Location"] == make.path_of(row)
    assert not Draft.objects.exists()
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "token", ["1-aaaaaaaaaaaaaaaaaaaaaaaa", "x", "²-aaaaaaaa", "0-" + "a" * 99]
)
def test_a_wrong_link_says_what_to_do_and_nothing_else(token: str) -> None:
    assert "This link does not work" in page(f"/a/{token}/", status=404)
    assert "This link does not work" in page(f"/a/{token}/answers/", status=404)


def test_a_token_of_one_person_with_another_s_number_does_not_work() -> None:
    row, other = ask(items=TEN), ask(items=TEN)
    mac = make.path_of(row).split("/")[2].partition("-")[2]
    assert "This link does not work" in page(f"/a/{other.pk}-{mac}/", status=404)


def test_a_person_is_told_when_they_will_be_asked_again() -> None:
    row = ask(NAMED, TEN)
    due = timezone.now() + timedelta(days=30)
    wave = make.make_wave(row.wave.plan, TEN)
    make.invite(wave, person=row.person, state=InvitationState.PROVISIONAL, due_at=due)
    sent(row, item_1=5)
    assert "We will ask you again around" in page(make.path_of(row))


def test_the_first_session_only_gets_the_short_questions() -> None:
    items = (item_draft("short", in_short_variant=True), item_draft("long"))
    shown = page(make.path_of(ask(items=items, variant=Variant.SHORT)))
    assert "About short" in shown and "About long" not in shown


def test_other_ways_name_the_contact_and_print() -> None:
    row = ask(items=TEN)
    assert "evaluators@example.org" in page(make.path_of(row, "other-ways/"))
    shown = page(make.path_of(row, "paper/"))
    assert "About item 9" in shown and "Skip this question" not in shown


def test_an_interview_link_is_about_a_conversation() -> None:
    wave = make.make_wave(make.make_plan(), kind=WaveKind.INTERVIEW)
    row = make.invite(wave, closes_at=timezone.now() + timedelta(days=3))
    shown = page(make.path_of(row))
    assert "A conversation about how it went" in shown and "I would rather not talk" in shown
    post(row, "decline/")
    assert "Talk after all" in page(make.path_of(row))


def test_a_code_is_made_on_the_last_page_and_never_kept_as_typed() -> None:
    row = ask(OWN_CODE, TEN)
    post(row, "save/", **{"q-item_1": "1"})
    assert "Make your own code" in page(make.path_of(row, "check/"))
    code = {"code-birthday": "7", "code-first_name": "x", "code-last_name": "y"}
    again = Client().post(make.path_of(row, "check/"), {**code, "code-phone": "123"})
    assert "Enter two figures, like 04." in again.content.decode()
    post(row, "check/", **code)
    kept = Response.objects.get().code_digests
    assert [len(one) for one in kept] == [64, 64, 64, 0]


def test_all_words_behind_the_link_pass_our_own_language_lens() -> None:
    texts = []
    for mode in ConfidentialityMode:
        row = ask(mode, TEN)
        ends = ("", "check/", "answers/", "other-ways/", "later/", "decline/", "withdraw/")
        texts += [page(make.path_of(row, end)) for end in ends]
        sent(row, item_1=1)
        texts.append(page(make.path_of(row)))
    found = [finding for text in texts for finding in check_interface_text(words(text))]
    assert found == []


@pytest.mark.parametrize("mode", list(ConfidentialityMode))
def test_saving_is_cheap(
    mode: ConfidentialityMode, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    path = make.path_of(ask(mode, TEN))
    page(path)
    with django_assert_max_num_queries(LOOK):
        page(path)
    with django_assert_max_num_queries(FIRST_SAVE):
        Client().post(path, {"q-item_1": "5"})
    with django_assert_max_num_queries(SAVE):
        Client().post(f"{path}save/", {"q-item_1": "5"})
    with django_assert_max_num_queries(SEND):
        Client().post(f"{path}check/")


def test_no_visit_leaves_a_session_behind() -> None:
    client = Client()
    row = ask(items=(item_draft("words", kind=ItemKind.LONG_TEXT),))
    client.get(make.path_of(row))
    client.post(make.path_of(row), {"q-words": "x"})
    client.post(make.path_of(row, "check/"))
    assert "sessionid" not in client.cookies
