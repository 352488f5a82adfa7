"""What applicants answered to the criteria, and what that suggests."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from goldenthread.learning.models import Application, Criterion, CriterionAnswer
from goldenthread.learning.rules import criteria as rules
from goldenthread.learning.terms import CriterionKind


@dataclass(frozen=True)
class Said:
    """What the applicant said to one criterion."""

    criterion_id: int
    wording: str
    question: str
    kind: CriterionKind
    value: bool | None
    text: str


def said_of(row: Application) -> tuple[Said, ...]:
    """Each criterion the row is held to, with what was said to it, in one query."""
    answers = CriterionAnswer.objects.filter(application=row, criterion=OuterRef("pk"))
    rows = Criterion.objects.filter(version=row.criteria_version_id).annotate(
        value=Subquery(answers.values("value")[:1]), words=Subquery(answers.values("text")[:1])
    )
    return tuple(
        Said(c.pk, c.wording, c.question, CriterionKind(c.kind), c.value, c.words or "")
        for c in rows.order_by("position")
    )


def proposal_of(said: Said) -> rules.Proposal:
    """What the answer suggests."""
    return rules.propose(said.criterion_id, said.kind, value=said.value, text=said.text)


def proposals_for(row: Application) -> list[rules.Proposal]:
    """What the answers suggest, criterion by criterion, under the version the row is held to."""
    answers = {given.criterion_id: given for given in row.answers.all()}
    version = row.criteria_version
    return [
        rules.propose(
            criterion.pk,
            CriterionKind(criterion.kind),
            value=answers[criterion.pk].value if criterion.pk in answers else None,
            text=answers[criterion.pk].text if criterion.pk in answers else "",
        )
        for criterion in (version.criteria.all() if version else ())
    ]


def with_clearness(rows: QuerySet[Application]) -> QuerySet[Any]:
    """Each with how many criteria it is held to, and how many its answers plainly meet."""
    met = Q(
        answers__value=True,
        answers__criterion__kind=CriterionKind.YES_NO,
        answers__criterion__version=F("criteria_version"),
    )
    return rows.annotate(
        asked_count=Count("criteria_version__criteria", distinct=True),
        met_count=Count("answers", filter=met, distinct=True),
    )
