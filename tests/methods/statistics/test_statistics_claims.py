"""Badges rank claims; words may not outrun them."""

from __future__ import annotations

import pytest

from goldenthread.methods.statistics import (
    Badge,
    Comparison,
    Design,
    badge_for,
    claim_for,
    overclaims,
)

LINKED = Design(waves=3, linked=True, months=6, level=3)


def test_badges_are_ranked() -> None:
    assert list(Badge) == sorted(Badge)
    assert [badge.label for badge in Badge] == [
        "Described",
        "Changed",
        "Associated",
        "Likely caused",
    ]


@pytest.mark.parametrize(
    ("design", "badge"),
    [
        (Design(waves=1), Badge.DESCRIBED),
        (Design(waves=2), Badge.DESCRIBED),
        (LINKED, Badge.CHANGED),
        (Design(waves=2, linked=True, comparison=Comparison.SIDE_BY_SIDE), Badge.CHANGED),
        (Design(waves=2, linked=True, comparison=Comparison.MATCHED), Badge.ASSOCIATED),
        (Design(waves=1, comparison=Comparison.MATCHED), Badge.DESCRIBED),
        (Design(waves=1, comparison=Comparison.RANDOMISED), Badge.LIKELY_CAUSED),
        (Design(waves=2, linked=True, attrition=0.41), Badge.DESCRIBED),
        (Design(waves=2, linked=True, attrition=0.40, differential=0.20), Badge.CHANGED),
        (Design(waves=1, attrition=0.9), Badge.DESCRIBED),
        (
            Design(waves=2, comparison=Comparison.RANDOMISED, differential=0.21),
            Badge.ASSOCIATED,
        ),
    ],
)
def test_the_design_decides_the_badge(design: Design, badge: Badge) -> None:
    assert badge_for(design) is badge


def test_before_six_months_it_is_too_soon_to_say_it_lasts() -> None:
    claim = claim_for(Design(waves=2, linked=True, months=5, level=3))
    assert claim.cautions == ("Early result: too soon to say it lasts.",)
    assert not claim.is_headline
    assert claim_for(LINKED).is_headline


def test_reaction_is_never_a_headline() -> None:
    claim = claim_for(Design(waves=1, months=12, level=1))
    assert not claim.is_headline
    assert "never a headline" in claim.cautions[0]


def test_loss_is_said_beside_the_claim() -> None:
    claim = claim_for(Design(waves=1, months=6, level=2, attrition=0.5, differential=0.3))
    assert len(claim.cautions) == 2


def test_verbs_grow_with_the_badge() -> None:
    sizes = [len(badge.verbs) for badge in Badge]
    assert sizes == sorted(set(sizes))
    assert "led to" in Badge.LIKELY_CAUSED.verbs
    assert "led to" not in Badge.ASSOCIATED.verbs


@pytest.mark.parametrize("badge", Badge)
def test_no_badge_overclaims_with_its_own_words(badge: Badge) -> None:
    assert all(overclaims(f"Staff {verb} it.", badge=badge) == () for verb in badge.verbs)
    likely = badge is Badge.LIKELY_CAUSED
    assert likely or overclaims(claim_for(Design(waves=1)).sentence, badge=badge) == ()


@pytest.mark.parametrize("verb", ["led to", "improved", "raised", "has had an impact on"])
@pytest.mark.parametrize("badge", [each for each in Badge if each < Badge.LIKELY_CAUSED])
def test_causal_verbs_below_the_top_are_found(verb: str, badge: Badge) -> None:
    found = overclaims(f"The training {verb} confidence.", badge=badge)
    assert len(found) == 1


def test_change_and_comparison_need_their_badges() -> None:
    text = "Staff scored 0.25 points higher than similar staff, and confidence rose."
    assert overclaims(text, badge=Badge.DESCRIBED) == ("scored 0.25 points higher than", "rose")
    assert overclaims(text, badge=Badge.CHANGED) == ("scored 0.25 points higher than",)
    assert overclaims(text, badge=Badge.ASSOCIATED) == ()


def test_designs_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="1 wave"):
        Design(waves=0)
    with pytest.raises(ValueError, match="not 5"):
        Design(waves=1, level=5)
    with pytest.raises(ValueError, match="from 0 to 1"):
        Design(waves=1, attrition=1.2)
