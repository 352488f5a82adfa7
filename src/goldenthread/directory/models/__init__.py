"""Tables of the directory."""

from goldenthread.directory.models.organisation import (
    Organisation,
    OrganisationName,
    OutsideIdentifier,
    Place,
    Sector,
    Service,
    Team,
)
from goldenthread.directory.models.own import OwnPageLink, PersonRequest
from goldenthread.directory.models.person import (
    AdjustmentNeed,
    Person,
    Post,
    ReportingLine,
)

__all__ = [
    "AdjustmentNeed",
    "Organisation",
    "OrganisationName",
    "OutsideIdentifier",
    "OwnPageLink",
    "Person",
    "PersonRequest",
    "Place",
    "Post",
    "ReportingLine",
    "Sector",
    "Service",
    "Team",
]
