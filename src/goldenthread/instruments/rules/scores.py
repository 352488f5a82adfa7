"""Scores of licensed instruments: a number within its range, and nothing of the questions."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from goldenthread.access.terms import Refused
from goldenthread.instruments.terms import SubscaleDraft


def must_be_range(minimum: Decimal | None, maximum: Decimal | None) -> None:
    """Both ends or neither, and in order."""
    if (minimum is None) != (maximum is None):
        raise Refused("Give both the lowest and the highest score.")
    if minimum is not None and maximum is not None and minimum >= maximum:
        raise Refused("The highest score must be larger than the lowest.")


def accept_scores(
    subscales: Sequence[SubscaleDraft], scores: Mapping[str, object]
) -> dict[str, str | None]:
    """Each score as decimal text, or None where there is none."""
    known = {subscale.key for subscale in subscales}
    for key in scores:
        if key not in known:
            raise Refused(f"This instrument has no score called “{key}”.")
    return {s.key: _score(s, scores.get(s.key)) for s in subscales}


def _score(subscale: SubscaleDraft, given: object) -> str | None:
    if given is None or given == "":
        return None
    low, high = subscale.minimum, subscale.maximum
    if low is None or high is None:
        raise Refused(f"{subscale.name}: write down the range of this score first.")
    try:
        number = Decimal(str(given).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not low <= number <= high:
        ends = f"{Decimal(low).normalize():f} to {Decimal(high).normalize():f}"
        raise Refused(f"{subscale.name}: enter a number from {ends}.")
    return format(number.normalize(), "f")
