"""The words access speaks: roles, permissions, kinds of scope."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """One list for the whole product; see docs/reference/permissions.md."""

    COORDINATOR = "coordinator"
    PLACE_LEAD = "place_lead"
    ORGANISATION_LEAD = "organisation_lead"
    FACILITATOR = "facilitator"
    LEARNER = "learner"
    LINE_MANAGER = "line_manager"
    CHAMPION = "champion"
    EXPERT_BY_EXPERIENCE = "expert_by_experience"
    EVALUATOR = "evaluator"
    MODERATOR = "moderator"
    BOARD_MEMBER = "board_member"
    GOVERNANCE_OFFICER = "governance_officer"
    RECORD_VIEWER = "record_viewer"
    CITIZEN = "citizen"
    ADMINISTRATOR = "administrator"


class ScopeKind(StrEnum):
    """What a grant reaches. `self` reaches what belongs to the person who signs in."""

    EVERYTHING = "everything"
    PLACE = "place"
    ORGANISATION = "organisation"
    PROGRAMME = "programme"
    COHORT = "cohort"
    SELF = "self"


class Permission(StrEnum):
    """What may be done. Whether the thing's state allows it is a rule, not a permission."""

    # directory
    DIRECTORY_VIEW = "directory.view"
    DIRECTORY_EDIT = "directory.edit"
    PERSON_VIEW = "person.view"
    PERSON_EDIT = "person.edit"
    # programmes and learning
    PROGRAMME_VIEW = "programme.view"
    PROGRAMME_EDIT = "programme.edit"
    OFFER_VIEW = "offer.view"
    OFFER_EDIT = "offer.edit"
    APPLICATION_VIEW = "application.view"
    APPLICATION_SCREEN = "application.screen"
    COHORT_VIEW = "cohort.view"
    COHORT_FORM = "cohort.form"
    PLACE_OFFER = "place.offer"
    SESSION_RUN = "session.run"
    FLAG_VIEW = "flag.view"
    ATTENDANCE_VIEW = "attendance.view"
    OWN_RECORD = "own.record"
    # instruments and evaluation
    INSTRUMENT_VIEW = "instrument.view"
    INSTRUMENT_EDIT = "instrument.edit"
    WAVE_VIEW = "wave.view"
    WAVE_PLAN = "wave.plan"
    WAVE_SEND = "wave.send"
    ANSWER_LINK = "answer.link"
    FINDING_VIEW_EVALUATION = "finding.view_evaluation"
    FINDING_VIEW_PROGRAMME = "finding.view_programme"
    FINDING_VIEW_BOARD = "finding.view_board"
    RISK_DECIDE = "risk.decide"
    # shared floors
    IMPORT_RUN = "import.run"
    OUTBOX_VIEW = "outbox.view"
    OUTBOX_SEND = "outbox.send"
    JOB_VIEW = "job.view"
    AUDIT_VIEW = "audit.view"
    ACCESS_MANAGE = "access.manage"
    SETTINGS_VIEW = "settings.view"


class Refused(Exception):
    """A rule says no. The message is a sentence for the person who asked."""


class OutOfReach(Exception):
    """The actor may not reach the thing, or it is not there: always the same answer, a 404."""


@dataclass(frozen=True)
class GrantRow:
    """A role over a scope, as the page of accounts shows it."""

    id: int
    role: Role
    scope_kind: str
    scope_id: int | None
    starts_on: date
    ends_on: date | None
    is_over: bool


@dataclass(frozen=True)
class AccountCard:
    """Someone who can sign in, or could."""

    id: int
    name: str
    email: str
    is_active: bool
    grants: tuple[GrantRow, ...]

    @property
    def held(self) -> tuple[GrantRow, ...]:
        """Roles that have not ended."""
        return tuple(grant for grant in self.grants if not grant.is_over)
