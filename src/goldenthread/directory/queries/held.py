"""What the directory holds about one person, whole. Callers hold the access rule."""

from goldenthread.directory.models import (
    AdjustmentNeed,
    OwnPageLink,
    Person,
    PersonRequest,
    Post,
    ReportingLine,
)
from goldenthread.directory.terms import ADJUSTMENT_WORDS, CORRECTABLE, SENIORITY_WORDS
from goldenthread.ui.held import Row


def details(person_id: int) -> list[Row]:
    return [
        {
            "name": row.name,
            "pronouns": row.pronouns,
            "email": row.email,
            "phone": row.phone,
            "contact_by": row.contact_by,
            "digest": row.digest,
            "quiet_from": row.quiet_from,
            "quiet_until": row.quiet_until,
            "no_messages_until": row.paused_until,
            "has_an_account": row.user_id is not None,
            "known_since": row.created_at,
        }
        for row in Person.objects.filter(pk=person_id)
    ]


def posts(person_id: int) -> list[Row]:
    rows = Post.objects.filter(person_id=person_id)
    return [
        {
            "organisation": row.organisation.name,
            "service": row.service.name if row.service else "",
            "team": row.team.name if row.team else "",
            "job_title": row.title,
            "kind_of_work": SENIORITY_WORDS.get(row.seniority, row.seniority),
            "from": row.starts_on,
            "until": row.ends_on,
        }
        for row in rows.select_related("organisation", "service", "team")
    ]


def needs(person_id: int) -> list[Row]:
    return [
        {"what_helps": ADJUSTMENT_WORDS.get(row.code, row.code), "in_your_words": row.note}
        for row in AdjustmentNeed.objects.filter(person_id=person_id)
    ]


def lines(person_id: int) -> list[Row]:
    """Who they report to. Who reports to them is about those people, and only counted."""
    above = ReportingLine.objects.filter(person_id=person_id).select_related("manager")
    found: list[Row] = [
        {"you_report_to": row.manager.name, "from": row.starts_on, "until": row.ends_on}
        for row in above
    ]
    below = ReportingLine.objects.filter(manager_id=person_id).count()
    return [*found, {"people_who_report_to_you": below}] if below else found


def requests(person_id: int) -> list[Row]:
    found: list[Row] = [
        {
            "what": "A request to be forgotten" if row.kind == "forget" else "A correction",
            "about": CORRECTABLE.get(row.about, row.about),
            "your_words": row.words,
            "asked": row.asked_at,
            "state": row.state,
            "our_answer": row.answer,
            "answered": row.answered_at,
        }
        for row in PersonRequest.objects.filter(person_id=person_id)
    ]
    links = OwnPageLink.objects.filter(person_id=person_id).order_by("-id")
    return [*found, *({"what": "A link to this page", "asked": row.created_at} for row in links)]
