"""Every URL × every role, with another organisation's data in the same database.

One file, so that the two worlds are built once and what a role was shown is asked once.
"""

import sys

import pytest

from goldenthread.access.terms import Permission
from goldenthread.web.own import urls as own_urls
from tests.apps.web.sweep import actors, addresses, budgets
from tests.apps.web.sweep.sweep import Sweep

pytestmark = pytest.mark.django_db
MOST_TOLD = 60
ANSWERS = ("answer", "draftanswer", "code")
FLAG = "note"
#: What people wrote about themselves when they applied, and what they need.
ABOUT_THEMSELVES = ("said", "hope", "style", "training", "adjustment", "sentence", "reasoned")
#: What a line manager may see of attendance: who, where, when.
ATTENDANCE = {"person", "cohort", "session", "offer", "org", "account", "programme"}
ACCOUNTS = {"account", "email", "programme", "org", "place", "cohort"}
WORK = {"jobtitle", "doing", "ending"}
#: Pages about oneself: what stands there is one's own, and no other organisation's is there either.
OWN_PAGES = {"my_page", *(f"own:{path.name}" for path in own_urls.urlpatterns)}
OTHERS = tuple(name for name in actors.NAMES if name != "facilitator")
NOT_EVALUATORS = tuple(name for name in actors.NAMES if name != "evaluator")


def none(faults: list[str]) -> None:
    told = "\n".join(faults[:MOST_TOLD])
    assert not faults, f"{len(faults)} findings:\n{told}"


def test_every_parameter_of_every_address_is_known() -> None:
    none(addresses.unknown())


@pytest.mark.parametrize("actor", actors.NAMES)
def test_no_address_shows_anything_of_another_organisation(sweep: Sweep, actor: str) -> None:
    none(list(sweep.looking(actor)))


@pytest.mark.parametrize("actor", actors.NAMES)
def test_no_search_filter_or_download_finds_anything_of_another_organisation(
    sweep: Sweep, actor: str
) -> None:
    none(sweep.searching(actor))


@pytest.mark.parametrize("actor", actors.NAMES)
def test_no_name_that_is_typed_finds_anything_of_another_organisation(
    sweep: Sweep, actor: str
) -> None:
    none(list(sweep.asking_for(actor, ("Zz-B", "Zz B person", "zzb offer", "Aa-A"))))


@pytest.mark.parametrize("actor", actors.NAMES)
def test_no_post_changes_anything_of_another_organisation(sweep: Sweep, actor: str) -> None:
    none(list(sweep.posting(actor)))


@pytest.mark.parametrize("actor", NOT_EVALUATORS)
def test_only_the_evaluator_sees_free_text_drafts_or_pseudonyms(sweep: Sweep, actor: str) -> None:
    seen = sweep.seen_by(actor)
    found = {kind: seen[kind] - OWN_PAGES for kind in ANSWERS if kind in seen}
    assert {kind: names for kind, names in found.items() if names} == {}


@pytest.mark.parametrize("actor", OTHERS)
def test_only_the_facilitator_reads_what_would_make_it_hard(sweep: Sweep, actor: str) -> None:
    assert sweep.seen_by(actor).get(FLAG, set()) <= OWN_PAGES


def test_the_facilitator_reads_them_on_the_pages_of_their_own_sessions(sweep: Sweep) -> None:
    seen = sweep.seen_by("facilitator").get(FLAG, set())
    assert "learning:note_list" in seen
    assert seen <= {"learning:note_list", "learning:session_show", "learning:register_show"}


@pytest.mark.parametrize("actor", NOT_EVALUATORS)
def test_only_the_evaluator_reads_why_someone_stopped(sweep: Sweep, actor: str) -> None:
    assert sweep.seen_by(actor).get("reason", set()) == set()


def test_a_line_manager_sees_attendance_and_nothing_else(sweep: Sweep) -> None:
    own = {"email", "phone", "pronouns", "title", "adjustment", "team"}
    seen = sweep.seen_by("line_manager")
    elsewhere = {kind: names for kind, names in seen.items() if not names <= OWN_PAGES}
    assert set(elsewhere) <= ATTENDANCE, elsewhere
    assert set(seen) <= ATTENDANCE | own, seen


def test_an_administrator_sees_accounts_and_no_content(sweep: Sweep) -> None:
    seen = sweep.seen_by("administrator")
    assert {kind: seen[kind] for kind in seen if kind not in ACCOUNTS | WORK} == {}


def test_a_governance_officer_reads_the_record_and_no_content(sweep: Sweep) -> None:
    seen = sweep.seen_by("governance_officer")
    assert {kind: seen[kind] for kind in seen if kind != "account"} == {}


@pytest.mark.parametrize(
    "actor", ("facilitator", "evaluator", "board_member", "moderator", "place_lead", "champion")
)
def test_what_people_said_when_they_applied_is_for_who_screens(sweep: Sweep, actor: str) -> None:
    seen = sweep.seen_by(actor)
    told = {kind: seen[kind] for kind in ABOUT_THEMSELVES if kind in seen}
    told = {kind: names - OWN_PAGES for kind, names in told.items()}
    assert {kind: names for kind, names in told.items() if names} in ({}, adjustments(actor, told))


def adjustments(actor: str, told: dict[str, set[str]]) -> dict[str, set[str]]:
    """A facilitator honours what helps people take part, so it stands on their pages."""
    return {"adjustment": told["adjustment"]} if actor == "facilitator" and told else {}


@pytest.mark.parametrize("actor", (*actors.EXTRA, "board_member", "coordinator", "moderator"))
def test_pages_that_join_answers_to_people_need_the_permission_for_it(
    sweep: Sweep, actor: str
) -> None:
    """Over the offer itself: a grant over a place reaches no offer."""
    joined = [
        visit.path
        for visit, _ in sweep.shown(actor)
        if visit.declared.permissions == (Permission.ANSWER_LINK,)
    ]
    assert joined == []


@pytest.mark.parametrize("actor", budgets.COUNTED)
def test_every_page_stays_within_its_budget_of_queries(sweep: Sweep, actor: str) -> None:
    counted = sweep.queries(actor)
    worst = sorted(counted.items(), key=lambda row: -row[1][0])
    lines = [f"{n:4} of {budgets.of(name):2}  {name}  {path}" for name, (n, path) in worst]
    sys.stdout.write(f"\nMost queries as {actor}:\n" + "\n".join(lines[: budgets.SHOWN]) + "\n")
    none(
        [
            f"{path} ({name}) asks {n} times as {actor}; {budgets.of(name)} are enough."
            for name, (n, path) in worst
            if n > budgets.of(name)
        ]
    )
