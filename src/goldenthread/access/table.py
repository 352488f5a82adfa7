"""The one permission table: role × permission. The permissions page and docs are made from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.access.terms import Permission as P
from goldenthread.access.terms import Role


@dataclass(frozen=True)
class RoleRow:
    """One role: what it is called, what it is for, its hard wall, and what it may do."""

    role: Role
    name: str
    purpose: str
    wall: str
    permissions: frozenset[P]

    def may(self, permission: P) -> bool:
        return permission in self.permissions


def _row(role: Role, name: str, purpose: str, wall: str, *permissions: P) -> RoleRow:
    return RoleRow(role, name, purpose, wall, frozenset(permissions))


_COORDINATES = (
    P.DIRECTORY_VIEW,
    P.DIRECTORY_EDIT,
    P.PERSON_VIEW,
    P.PERSON_EDIT,
    P.PROGRAMME_VIEW,
    P.PROGRAMME_EDIT,
    P.OFFER_VIEW,
    P.OFFER_EDIT,
    P.APPLICATION_VIEW,
    P.APPLICATION_SCREEN,
    P.COHORT_VIEW,
    P.COHORT_FORM,
    P.PLACE_OFFER,
    P.SESSION_RUN,
    P.ATTENDANCE_VIEW,
    P.INSTRUMENT_VIEW,
    P.WAVE_VIEW,
    P.WAVE_PLAN,
    P.WAVE_SEND,
    P.FINDING_VIEW_PROGRAMME,
    P.IMPORT_RUN,
    P.OUTBOX_VIEW,
    P.JOB_VIEW,
)

ROWS: tuple[RoleRow, ...] = (
    _row(
        Role.COORDINATOR,
        "Coordinator",
        "Runs offers, cohorts, sessions and waves for the programme.",
        "Never sees an answer joined to a person, or a pre-session note.",
        *_COORDINATES,
    ),
    _row(
        Role.PLACE_LEAD,
        "Place lead",
        "Sees the reach of the programme in their own place.",
        "Nothing of other places; no answers.",
        P.DIRECTORY_VIEW,
        P.PROGRAMME_VIEW,
    ),
    _row(
        Role.ORGANISATION_LEAD,
        "Organisation lead",
        "Sees the reach of the programme in their own organisation.",
        "Nothing of other organisations; no answers.",
        P.DIRECTORY_VIEW,
        P.PROGRAMME_VIEW,
    ),
    _row(
        Role.FACILITATOR,
        "Facilitator",
        "Prepares and runs sessions, takes the register, reads pre-session notes.",
        "Only the cohorts they run.",
        P.COHORT_VIEW,
        P.SESSION_RUN,
        P.FLAG_VIEW,
        P.ATTENDANCE_VIEW,
    ),
    _row(
        Role.LEARNER,
        "Learner",
        "Takes part: applies, comes to sessions, answers, sees everything held about them.",
        "Only their own.",
        P.OWN_RECORD,
    ),
    _row(
        Role.LINE_MANAGER,
        "Line manager",
        "Sees attendance of their own team for compliance.",
        "Never issues, pre-session notes or answers.",
        P.ATTENDANCE_VIEW,
    ),
    _row(
        Role.CHAMPION,
        "Champion",
        "Moves their own organisation.",
        "Only their own organisation.",
        P.DIRECTORY_VIEW,
        P.PROGRAMME_VIEW,
    ),
    _row(
        Role.EXPERT_BY_EXPERIENCE,
        "Expert by experience",
        "Designs and delivers on equal terms.",
        "Only their own contributions.",
        P.OWN_RECORD,
    ),
    _row(
        Role.EVALUATOR,
        "Evaluator",
        "Designs instruments and waves; alone holds the link between people and answers.",
        "Never records of members of the public.",
        P.DIRECTORY_VIEW,
        P.PROGRAMME_VIEW,
        P.OFFER_VIEW,
        P.COHORT_VIEW,
        P.INSTRUMENT_VIEW,
        P.INSTRUMENT_EDIT,
        P.WAVE_VIEW,
        P.WAVE_PLAN,
        P.ANSWER_LINK,
        P.FINDING_VIEW_EVALUATION,
        P.FINDING_VIEW_PROGRAMME,
        P.FINDING_VIEW_BOARD,
        P.RISK_DECIDE,
        P.JOB_VIEW,
    ),
    _row(
        Role.MODERATOR,
        "Moderator",
        "Looks after a community of practice.",
        "No answers, no pre-session notes.",
        P.PROGRAMME_VIEW,
    ),
    _row(
        Role.BOARD_MEMBER,
        "Board member",
        "Reads findings and reports made for the board.",
        "Only what the disclosure table allows the board.",
        P.PROGRAMME_VIEW,
        P.FINDING_VIEW_BOARD,
    ),
    _row(
        Role.GOVERNANCE_OFFICER,
        "Information governance officer",
        "Reads the audit and agreements.",
        "No content by right.",
        P.AUDIT_VIEW,
    ),
    _row(
        Role.RECORD_VIEWER,
        "Shared record practitioner",
        "Sees the shared record for a purpose.",
        "Fields and people their purpose allows.",
    ),
    _row(
        Role.CITIZEN,
        "Person in the shared record",
        "Sees what is held and who looked.",
        "Only their own record.",
    ),
    _row(
        Role.ADMINISTRATOR,
        "Administrator",
        "Looks after accounts and settings.",
        "No content by right.",
        P.ACCESS_MANAGE,
        P.SETTINGS_VIEW,
        P.JOB_VIEW,
    ),
)

TABLE: Mapping[Role, RoleRow] = {row.role: row for row in ROWS}


def roles_with(permission: P) -> tuple[Role, ...]:
    """Every role that holds the permission, in the order of the table."""
    return tuple(row.role for row in ROWS if row.may(permission))
