"""Nothing of another organisation is seen or changed, whoever asks and whatever they ask."""

import pytest

from tests.apps.web.sweep import actors, addresses
from tests.apps.web.sweep.sweep import Sweep

pytestmark = pytest.mark.django_db
MOST_TOLD = 60


def none(faults: list[str]) -> None:
    told = "\n".join(faults[:MOST_TOLD])
    assert not faults, f"{len(faults)} findings:\n{told}"


def test_every_parameter_of_every_address_is_known() -> None:
    none(addresses.unknown())


@pytest.mark.parametrize("actor", actors.NAMES)
def test_no_address_shows_anything_of_another_organisation(sweep: Sweep, actor: str) -> None:
    none(list(sweep.looking(actor)))


@pytest.mark.parametrize("actor", actors.NAMES)
def test_no_search_filter_or_download_finds_anything_of_another_organisation(
    sweep: Sweep, actor: str
) -> None:
    none(list(sweep.searching(actor)))


@pytest.mark.parametrize("actor", actors.NAMES)
def test_no_post_changes_anything_of_another_organisation(sweep: Sweep, actor: str) -> None:
    none(list(sweep.posting(actor)))
