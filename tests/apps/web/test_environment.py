"""Settings are read once, and what is missing is named all at once."""

from pathlib import Path

import pytest

from goldenthread.web import environment


def test_production_lists_every_missing_setting_at_once() -> None:
    with pytest.raises(environment.MissingSettings) as found:
        environment.read({"GOLDENTHREAD_MODE": "production", "DATABASE_URL": "postgresql:///x"})
    assert "GOLDENTHREAD_SECRET_KEY" in str(found.value)
    assert "GOLDENTHREAD_SMTP_URL" in str(found.value)
    assert "DATABASE_URL" not in str(found.value)


def test_an_unknown_mode_names_the_ones_there_are() -> None:
    with pytest.raises(environment.MissingSettings, match="demo, development, test, production"):
        environment.read({"GOLDENTHREAD_MODE": "holiday"})


def test_a_secret_is_made_once_for_a_folder_and_kept_private(tmp_path: Path) -> None:
    first = environment.kept_secret(tmp_path)
    assert environment.kept_secret(tmp_path) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_hosts_and_the_public_address_are_tidied(tmp_path: Path) -> None:
    read = environment.read(
        {
            "GOLDENTHREAD_MODE": "test",
            "GOLDENTHREAD_DATA_DIR": str(tmp_path),
            "GOLDENTHREAD_ALLOWED_HOSTS": "a.example, b.example,",
            "GOLDENTHREAD_PUBLIC_ADDRESS": "https://a.example/",
        }
    )
    assert read.allowed_hosts == ("a.example", "b.example")
    assert read.public_address == "https://a.example"
    assert read.database_url.endswith("goldenthread.sqlite3")
