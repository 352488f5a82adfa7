"""Every list page can be taken as a file, or one table says why not."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from goldenthread.access.terms import Role
from goldenthread.ui.downloads import AS, DOWNLOADS
from tests.factories.access import client_of, user_with
from tests.factories.learning_cohorts import make_cohort

# Lists whose own address hands out the file.
OWN = {
    "instruments:instrument_list",
    "learning:offer_list",
    "learning:cohort_list",
    "learning:session_list",
}
# Lists without a file of their own, and why.
WITHOUT: dict[str, str] = {
    "access:account_list": "Who may sign in stays on the page, where every look is recorded.",
    "access:permission_list": "The same table is published in docs/reference/permissions.md.",
    "audit:entry_list": "The record is read in its place; a copy would not be sealed.",
    "jobs:job_list": "Work of one's own under way, gone when it is over.",
    "imports:run_list": "Files of one's own; the lines of each have a download.",
    "learning:criteria_list": "Versions of a text, each with its reasons; printed, not sorted.",
    "directory:request_list": "What people asked about their data is read where it is answered.",
    "own:held_list": "One's own, with a download of everything beside it.",
    "learning:history_list": "What happened is read in its place; the record itself is sealed.",
    "learning:change_list": "Ways to change plans, not rows.",
    "learning:note_list": "Only facilitators read these notes, and only on the page.",
    "learning:apart_list": "Whom to keep apart is shown to few and never leaves the page.",
    "search:hit_list": "What was found for a few letters, looked up again at any time.",
    "evaluation:plan_list": "A handful of plans; what was found in each has a download.",
    "evaluation:wave_list": "Counts of answers, which are shown under the disclosure table.",
    "evaluation:message_list": "Texts to read; they are not sorted or counted.",
    "evaluation:unreached_list": "People to write to one by one, with what was tried.",
    "evaluation:invitation_list": "Who was asked; beside counts of answers a list would tell who.",
    "evaluation:keyed_list": "Answers being written down; the entries go when they are settled.",
    "evaluation:open_list": "Links of one wave, each with its own poster.",
    "evaluation:interview_list": "Who agreed to talk stays with those who arrange it.",
    "evaluation:decision_list": "Reasons to read in full, with the record of who decided.",
}


def names(resolver: Any, namespace: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            yield from names(one, one.namespace or namespace)
        elif one.name:
            yield f"{namespace}:{one.name}"


def test_every_list_has_a_file_or_a_reason() -> None:
    known = set(names(get_resolver()))
    lists = {name for name in known if name.endswith("_list")}
    with_file = {name for name in lists if f"{name.removesuffix('_list')}_export" in known}
    assert lists - with_file - OWN == set(WITHOUT)
    assert all(reason.endswith(".") for reason in WITHOUT.values())


@pytest.mark.django_db
def test_a_list_that_is_its_own_download_says_what_its_columns_mean() -> None:
    cohort = make_cohort()
    client = client_of(user_with(Role.COORDINATOR))
    for name in sorted(OWN):
        address = reverse(name, args=[cohort.offer_id] if name == "learning:cohort_list" else [])
        for kind, _ in DOWNLOADS:
            answer = client.get(address, {AS: kind})
            assert answer.status_code == 200, (name, kind)
            assert "attachment" in answer["Content-Disposition"]
        assert client.get(address, {AS: "exe"}).status_code == 404
        if name != "instruments:instrument_list":
            assert "?as=columns" in client.get(address).text, name
    found = client.get(reverse("learning:offer_list"), {AS: "csv"}).text
    assert cohort.offer.name in found
