"""Waves beside one another: what one shows must not give away what another hides. Pure."""

from collections.abc import Sequence

from goldenthread.evaluation.rules.findings import ItemFinding, sensitivity_of
from goldenthread.methods.disclosure import Audience, Form, Release, Shown, differencing_guard


def without_near_differences(
    waves: Sequence[tuple[str, str, Sequence[ItemFinding]]], *, audience: Audience
) -> list[tuple[ItemFinding, ...]]:
    """Withhold what, beside the same question in another wave, would expose fewer than 5 people.

    `waves` are (key, label, findings); the first ones given keep their numbers.
    """
    released: list[Release] = []
    kept = []
    for key, label, findings in waves:
        kept.append(
            tuple(
                _guarded(one, key=key, label=label, released=released, audience=audience)
                for one in findings
            )
        )
    return kept


def _guarded(
    one: ItemFinding, *, key: str, label: str, released: list[Release], audience: Audience
) -> ItemFinding:
    if one.shown.n is None:
        return one
    release = Release(
        name=f"“{one.label}”, {label}",
        question=one.item.key,
        wave=key,
        n=one.shown.n,
        audience=audience,
        sensitivity=sensitivity_of(one.item),
    )
    refusals = differencing_guard(released, release)
    if not refusals:
        released.append(release)
        return one
    sentence = f"Not shown: beside {refusals[0].against[0]}, it would tell of fewer than 5 people."
    shown = Shown(form=Form.NOTHING, audience=audience, sentence=sentence)
    return ItemFinding(item=one.item, shown=shown)
