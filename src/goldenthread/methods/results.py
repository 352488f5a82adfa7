"""What every frozen result of a method carries, so that a number can be traced and doubted."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Result:
    """A result that names its method and version, and says what to be careful about.

    ``method`` is the name and version in one string, for instance ``"cohort allocation 1.0"``.
    ``cautions`` are plain sentences for the reader; an empty tuple means none were found.
    """

    method: str
    cautions: tuple[str, ...] = ()
