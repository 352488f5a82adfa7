"""One site and one browser for all journeys."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.site import Site, prepared, running
from tests.journeys.visitor import Visitor, VisitorMaker, arrives

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("site")) as started:
        yield started


@pytest.fixture(scope="session")
def given(site: Site) -> dict[str, str]:
    """The paths of open questions and of an open register, on the site all journeys share."""
    return prepared(site)


@pytest.fixture
def fresh_site(tmp_path: Path) -> Iterator[Site]:
    """A site of its own, for a journey that changes what others would find."""
    with running(tmp_path, port=8700, database="demo_fresh") as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        message = "Chromium is not installed. Run `just setup`, or install Debian's chromium."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as tools:
        started = tools.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


def visitors(browser: Browser, site: Site) -> Iterator[VisitorMaker]:
    made: list[Visitor] = []

    def make(**how: bool | int) -> Visitor:
        made.append(arrives(browser, site, **how))  # type: ignore[arg-type]  # two keywords
        return made[-1]

    yield make
    complaints = [text for one in made for text in one.complaints]
    for one in made:
        one.page.context.close()
    assert complaints == []


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[VisitorMaker]:
    """People who look at the site all journeys share."""
    yield from visitors(browser, site)


@pytest.fixture
def newcomer(browser: Browser, fresh_site: Site) -> Iterator[VisitorMaker]:
    """People who use a site of their own."""
    yield from visitors(browser, fresh_site)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
