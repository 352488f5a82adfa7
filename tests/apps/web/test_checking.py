"""`goldenthread check` says what is missing in plain sentences."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import Warning as CheckWarning
from django.core.management import call_command
from django.db import OperationalError
from pytest_django import Settings

from goldenthread.web.commands import check, checking


@pytest.fixture
def environment(settings: Settings, tmp_path: Path) -> Iterator[Any]:
    """Change what the deployment has set: environment(brand_colour="#ffffff")."""
    settings.DATA_DIR = tmp_path

    def change(**more: Any) -> None:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, **more)

    change()
    yield change


@pytest.mark.django_db
@pytest.mark.usefixtures("environment")
def test_when_all_is_well_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["--offline"]) == 0
    assert capsys.readouterr().out == "All is well.\n"


@pytest.mark.django_db
def test_each_problem_is_one_sentence_and_the_command_ends_with_1(
    environment: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    environment(brand_colour="#ffffff")
    assert check.main([]) == 1
    assert capsys.readouterr().out.startswith("- White words on #ffffff have a contrast of 1.0.")


@pytest.mark.parametrize(
    ("colour", "contrast"),
    [("#ffffff", 1.0), ("#000000", 21.0), ("#4f2456", 12.2), ("#767676", 4.54), ("#0a0a0a", 19.8)],
)
def test_contrast_follows_wcag(colour: str, contrast: float) -> None:
    assert checking.contrast_with_white(colour) == pytest.approx(contrast, abs=0.05)


@pytest.mark.parametrize("colour", ["red", "#fff", "4f2456", "#gggggg", ""])
def test_a_colour_is_written_as_six_digits(colour: str, environment: Any) -> None:
    environment(brand_colour=colour)
    assert "Write it like #4f2456" in checking.colour()[0]


def test_a_database_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr(checking.connection, "ensure_connection", refuse)
    assert checking.database() == [
        "The database does not answer (connection refused). Look at DATABASE_URL."
    ]


@pytest.mark.django_db
def test_a_database_that_is_behind_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "waiting_migrations", lambda: 3)
    assert "3 steps behind" in checking.database()[0]


def test_a_data_folder_that_cannot_be_written_is_said(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.DATA_DIR = tmp_path / "file" / "folder"
    assert checking.data_folder()[0].startswith("Nothing can be written to")


def test_a_secret_that_others_can_read_is_said(environment: Any, tmp_path: Path) -> None:
    assert checking.secret() == []
    path = tmp_path / "secret-key"
    path.touch(mode=0o644)
    assert "chmod 600" in checking.secret()[0]
    path.chmod(0o600)
    assert checking.secret() == []


def test_a_deployment_without_a_mail_server_is_said(environment: Any) -> None:
    assert checking.mail() == []
    environment(mode="production")
    assert "Set GOLDENTHREAD_SMTP_URL" in checking.mail()[0]


def test_a_mail_server_that_does_not_answer_is_said(environment: Any, settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = taken.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    environment(smtp_url="smtp://127.0.0.1")
    assert checking.mail()[0].startswith("The mail server does not take us")


def test_a_mail_server_that_answers_is_well(environment: Any) -> None:
    environment(smtp_url="smtp://127.0.0.1")
    assert checking.mail() == []


@pytest.mark.parametrize(
    ("mode", "is_said"),
    [("development", True), ("production", True), ("demo", False), ("test", False)],
)
def test_tries_counted_by_each_process_for_itself_are_said_where_it_matters(
    mode: str, is_said: bool, environment: Any
) -> None:
    environment(mode=mode)
    assert (checking.limits() == [checking.COUNTED_APART]) is is_said


@pytest.mark.django_db
def test_a_shared_count_needs_its_table(environment: Any, settings: Settings) -> None:
    environment(mode="production")
    settings.CACHES = {"default": {"BACKEND": checking.SHARED_CACHE, "LOCATION": "shared_cache"}}
    assert checking.limits() == [checking.NO_CACHE_TABLE]
    call_command("createcachetable", verbosity=0)
    assert checking.limits() == []


def test_where_the_database_does_not_answer_only_that_is_said(
    environment: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused")

    environment(mode="production")
    settings.CACHES = {"default": {"BACKEND": checking.SHARED_CACHE, "LOCATION": "shared_cache"}}
    monkeypatch.setattr(checking.connection.introspection, "table_names", refuse)
    assert checking.limits() == []


def test_a_time_zone_the_machine_does_not_know_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> None:
        raise checking.ZoneInfoNotFoundError(name)

    assert checking.time_zone() == []
    monkeypatch.setattr(checking, "ZoneInfo", unknown)
    assert "Install tzdata" in checking.time_zone()[0]


def test_the_frameworks_own_words_are_one_line(
    environment: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def run_checks(*, include_deployment_checks: bool) -> list[CheckWarning]:
        asked.append(include_deployment_checks)
        return [CheckWarning("Two\n  lines.")]

    monkeypatch.setattr(checking.checks, "run_checks", run_checks)
    assert checking.framework() == ["Two lines."]
    environment(mode="production")
    checking.framework()
    assert asked == [False, True]
