"""What evaluation holds about one person, whole: for that person alone, never for anyone else.

Answers of the modes that join nothing to a person cannot be found here, or anywhere.
"""

from goldenthread.access import vault
from goldenthread.evaluation.models import (
    InterviewAgreement,
    Invitation,
    Response,
    Withdrawal,
    WithdrawalReason,
)
from goldenthread.evaluation.queries.answers import draft_of, response_of, version_of_wave
from goldenthread.evaluation.queries.interviews import REASON_PURPOSE
from goldenthread.evaluation.rules.answers import LINKED
from goldenthread.evaluation.terms import ConfidentialityMode
from goldenthread.instruments import rules as instruments
from goldenthread.ui.held import Row


def askings(person_id: int) -> list[Row]:
    """When they were asked, and what became of it."""
    rows = Invitation.objects.filter(person_id=person_id)
    return [
        {
            "offer": row.wave.plan.offer.name,
            "round": row.wave.label,
            "state": row.state,
            "due": row.due_at,
            "closes": row.closes_at,
            "first_opened": row.opened_at,
            "reminders": row.reminders_sent,
            "ended": row.ended_on,
            "told_by": row.reached_how,
            "typed_and_not_sent": _draft(row),
        }
        for row in rows.select_related("wave__plan__offer", "draft").order_by("due_at", "id")
    ]


def _draft(row: Invitation) -> dict[str, object]:
    draft = draft_of(row)
    return dict(draft.answers) if draft else {}


def answers(person_id: int) -> list[Row]:
    """What they sent, where something joins it to them, in the words of the questions."""
    rows = Invitation.objects.filter(person_id=person_id, wave__plan__mode__in=LINKED)
    found: list[Row] = []
    for row in rows.select_related("wave__plan__offer", "wave__instrument_version"):
        mode = ConfidentialityMode(row.wave.plan.mode)
        response = response_of(mode, row.wave_id, row.wave.plan_id, person_id)
        if response is not None:
            found.append(_said(row, response))
    return found


def _said(row: Invitation, response: Response) -> Row:
    version = version_of_wave(row.wave)
    items = version.items if version else ()
    return {
        "offer": row.wave.plan.offer.name,
        "round": row.wave.label,
        "sent": response.submitted_on,
        "answers": [
            {
                "question": item.wording,
                "answer": instruments.said(item, response.answers.get(item.key)) or "Skipped",
            }
            for item in items
            if item.key in response.answers
        ],
    }


def choices(person_id: int) -> list[Row]:
    """Saying yes to an interview, and withdrawing."""
    agreed = InterviewAgreement.objects.filter(person_id=person_id)
    found: list[Row] = [
        {"offer": row.plan.offer.name, "you_agreed_to_an_interview": row.agreed_on}
        for row in agreed.select_related("plan__offer")
    ]
    gone = Withdrawal.objects.filter(person_id=person_id)
    return found + [
        {
            "offer": row.plan.offer.name,
            "you_withdrew": row.withdrew_on,
            "your_answers_were_deleted": row.deletes_answers,
            "why_in_your_words": _reason(row),
        }
        for row in gone.select_related("plan__offer", "reason")
    ]


def _reason(row: Withdrawal) -> str:
    try:
        return vault.unseal(bytes(row.reason.text), purpose=REASON_PURPOSE)
    except WithdrawalReason.DoesNotExist:
        return ""
