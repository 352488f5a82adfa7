"""Tables of learning."""

from goldenthread.learning.models.application import (
    Application,
    Availability,
    CriterionAnswer,
    HardNote,
    Screening,
    ScreeningReason,
)
from goldenthread.learning.models.change import ChangeOfPlans
from goldenthread.learning.models.cohort import (
    Attendance,
    Cohort,
    Facilitator,
    FacilitatorInvitation,
    Membership,
    Session,
    Venue,
)
from goldenthread.learning.models.feed import CalendarFeed
from goldenthread.learning.models.offer import CriteriaVersion, Criterion, Offer
from goldenthread.learning.models.plan import (
    CohortPlan,
    KeepApart,
    LotteryDraw,
    PlaceOffer,
    PlanMove,
    PlannedPlace,
)

__all__ = [
    "Application",
    "Attendance",
    "Availability",
    "CalendarFeed",
    "ChangeOfPlans",
    "Cohort",
    "CohortPlan",
    "CriteriaVersion",
    "Criterion",
    "CriterionAnswer",
    "Facilitator",
    "FacilitatorInvitation",
    "HardNote",
    "KeepApart",
    "LotteryDraw",
    "Membership",
    "Offer",
    "PlaceOffer",
    "PlanMove",
    "PlannedPlace",
    "Screening",
    "ScreeningReason",
    "Session",
    "Venue",
]
