"""The one permission table: role × permission. The permissions page and docs are made from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.access.terms import Permission, Role


@dataclass(frozen=True)
class RoleRow:
    """One role: what it is called, what it is for, its hard wall, and what it may do."""

    role: Role
    name: str
    purpose: str
    wall: str
    permissions: frozenset[Permission]

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


def _row(role: Role, name: str, purpose: str, wall: str, *permissions: Permission) -> RoleRow:
    return RoleRow(role, name, purpose, wall, frozenset(permissions))


_COORDINATES = (
    Permission.DIRECTORY_VIEW,
    Permission.DIRECTORY_EDIT,
    Permission.PERSON_VIEW,
    Permission.PERSON_EDIT,
    Permission.PROGRAMME_VIEW,
    Permission.PROGRAMME_EDIT,
    Permission.OFFER_VIEW,
    Permission.OFFER_EDIT,
    Permission.APPLICATION_VIEW,
    Permission.APPLICATION_SCREEN,
    Permission.COHORT_VIEW,
    Permission.COHORT_FORM,
    Permission.PLACE_OFFER,
    Permission.SESSION_RUN,
    Permission.ATTENDANCE_VIEW,
    Permission.INSTRUMENT_VIEW,
    Permission.WAVE_VIEW,
    Permission.WAVE_PLAN,
    Permission.WAVE_SEND,
    Permission.FINDING_VIEW_PROGRAMME,
    Permission.IMPORT_RUN,
    Permission.OUTBOX_VIEW,
    Permission.OUTBOX_SEND,
    Permission.JOB_VIEW,
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
        Permission.DIRECTORY_VIEW,
        Permission.PROGRAMME_VIEW,
    ),
    _row(
        Role.ORGANISATION_LEAD,
        "Organisation lead",
        "Sees the reach of the programme in their own organisation.",
        "Nothing of other organisations; no answers.",
        Permission.DIRECTORY_VIEW,
        Permission.PROGRAMME_VIEW,
    ),
    _row(
        Role.FACILITATOR,
        "Facilitator",
        "Prepares and runs sessions, takes the register, reads pre-session notes.",
        "Only the cohorts they run.",
        Permission.COHORT_VIEW,
        Permission.SESSION_RUN,
        Permission.FLAG_VIEW,
        Permission.ATTENDANCE_VIEW,
    ),
    _row(
        Role.LEARNER,
        "Learner",
        "Takes part: applies, comes to sessions, answers, sees everything held about them.",
        "Only their own.",
        Permission.OWN_RECORD,
    ),
    _row(
        Role.LINE_MANAGER,
        "Line manager",
        "Sees attendance of their own team for compliance.",
        "Never issues, pre-session notes or answers.",
        Permission.ATTENDANCE_VIEW,
    ),
    _row(
        Role.CHAMPION,
        "Champion",
        "Moves their own organisation.",
        "Only their own organisation.",
        Permission.DIRECTORY_VIEW,
        Permission.PROGRAMME_VIEW,
    ),
    _row(
        Role.EXPERT_BY_EXPERIENCE,
        "Expert by experience",
        "Designs and delivers on equal terms.",
        "Only their own contributions.",
        Permission.OWN_RECORD,
    ),
    _row(
        Role.EVALUATOR,
        "Evaluator",
        "Designs instruments and waves; alone holds the link between people and answers.",
        "Never records of members of the public.",
        Permission.DIRECTORY_VIEW,
        Permission.PROGRAMME_VIEW,
        Permission.OFFER_VIEW,
        Permission.COHORT_VIEW,
        Permission.INSTRUMENT_VIEW,
        Permission.INSTRUMENT_EDIT,
        Permission.WAVE_VIEW,
        Permission.WAVE_PLAN,
        Permission.ANSWER_LINK,
        Permission.FINDING_VIEW_EVALUATION,
        Permission.FINDING_VIEW_PROGRAMME,
        Permission.FINDING_VIEW_BOARD,
        Permission.RISK_DECIDE,
        Permission.JOB_VIEW,
    ),
    _row(
        Role.MODERATOR,
        "Moderator",
        "Looks after a community of practice.",
        "No answers, no pre-session notes.",
        Permission.PROGRAMME_VIEW,
    ),
    _row(
        Role.BOARD_MEMBER,
        "Board member",
        "Reads findings and reports made for the board.",
        "Only what the disclosure table allows the board.",
        Permission.PROGRAMME_VIEW,
        Permission.FINDING_VIEW_BOARD,
    ),
    _row(
        Role.GOVERNANCE_OFFICER,
        "Information governance officer",
        "Reads the audit and agreements.",
        "No content by right.",
        Permission.AUDIT_VIEW,
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
        Permission.ACCESS_MANAGE,
        Permission.SETTINGS_VIEW,
        Permission.JOB_VIEW,
    ),
)

TABLE: Mapping[Role, RoleRow] = {row.role: row for row in ROWS}


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """Every role that holds the permission, in the order of the table."""
    return tuple(row.role for row in ROWS if row.may(permission))
