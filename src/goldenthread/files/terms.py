"""The words stored files speak."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class FileRow:
    """A stored file, without its content."""

    id: int
    name: str
    size: int
    sha256: str
    content_type: str
    purpose: str
    delete_after: datetime | None


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD_OFFICE = "application/vnd.ms-office"
TEXT = "text/plain"
UNKNOWN = "application/octet-stream"
