"""How much is made."""

from dataclasses import dataclass

FINISHED = tuple(range(715, 125, -24))  # days since each offer opened
RUNNING = (100, 92, 84, 78, 70, 64)


@dataclass(frozen=True)
class Size:
    """`ages`: for each offer, how many days ago it opened; less than none has not opened yet.

    `formed`: these ages get their cohorts from the allocation method, the others are dealt.
    """

    people: int
    organisations: int
    counties: int
    towns: int
    programmes: int
    ages: tuple[int, ...]
    applicants: int
    seats: int
    formed: tuple[int, ...] = (37, 33, 31)


REGION = Size(
    people=20_000,
    organisations=400,
    counties=8,
    towns=5,
    programmes=5,
    ages=(*FINISHED, *RUNNING, 37, 33, 31, 26, 19, 12, 5, -14),
    applicants=650,
    seats=26,
)
SMALL = Size(
    people=500,
    organisations=30,
    counties=2,
    towns=2,
    programmes=2,
    ages=(600, 250, 130, 92, 70, 37, 33, 12, -14),
    applicants=60,
    seats=12,
)
SIZES = {"region": REGION, "small": SMALL}
