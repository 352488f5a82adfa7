"""No personal link is written to the log."""

import logging
import logging.config
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from goldenthread.web.logs import HidePersonalLinks

TOKEN = "7-Zk3vQ_x9"
PATHS = [
    f"/a/{TOKEN}/",
    f"/a/{TOKEN}",
    f"/A//{TOKEN}/save/",
    f"/apply/spring-2026/mine/{TOKEN}/check/",
    f"/places/{TOKEN}/yes/",
    f"/sign-in/link/{TOKEN}/",
    f"/calendar/{TOKEN}.ics",
    f"https://example.org/a/{TOKEN}/?then=/places/{TOKEN}/",
]


def written(msg: object, *args: object, exc_info: Any = None) -> str:
    record = logging.LogRecord("django.request", 30, "x.py", 1, msg, args, exc_info)
    assert HidePersonalLinks().filter(record)
    return logging.Formatter().format(record)


@pytest.mark.parametrize("path", PATHS)
def test_tokens_are_hidden_wherever_they_stand(path: str) -> None:
    assert TOKEN not in written("%s: %s", "Not Found", path)
    assert TOKEN not in written(f"Not Found: {path}")
    assert TOKEN not in written("%(path)s", {"path": path})
    assert TOKEN not in written("No room for it", path)
    assert TOKEN not in written(ValueError(path))


def test_a_token_put_into_a_path_is_hidden() -> None:
    assert written("%s: /a/%s/save/", "Gone", TOKEN) == "Gone: /a/(hidden)/save/"


def test_a_token_in_a_traceback_is_hidden() -> None:
    try:
        raise ValueError(PATHS[0])
    except ValueError:
        said = written("Trouble", exc_info=sys.exc_info())
    assert TOKEN not in said
    assert "ValueError: /a/(hidden)/" in said


def test_other_paths_are_written_as_they_are() -> None:
    assert written("Not Found: %s", "/apply/spring-2026/") == "Not Found: /apply/spring-2026/"


@pytest.mark.django_db
def test_what_the_server_says_of_a_page_not_found_names_no_token(
    caplog: pytest.LogCaptureFixture, client: Client
) -> None:
    kept: Any = settings.LOGGING
    filters = kept["filters"]
    assert kept["handlers"]["console"]["filters"] == list(filters)
    made = logging.config.DictConfigurator({"version": 1}).configure_filter(
        filters["personal_links"]
    )
    caplog.handler.addFilter(made)
    with caplog.at_level(logging.WARNING, "django.request"):
        client.get(f"/sign-in/link/{TOKEN}/nowhere/")
    caplog.handler.removeFilter(made)
    assert "/sign-in/link/(hidden)/nowhere/" in caplog.text
    assert TOKEN not in caplog.text
