"""The checks themselves: each answers with sentences, and says nothing when all is well."""

import os
import tempfile
from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core import checks
from django.core.mail import get_connection
from django.db import DatabaseError, connection

from goldenthread.web.commands.serving import waiting_migrations

LEAST_CONTRAST = 4.5
SHARED_CACHE = "django.core.cache.backends.db.DatabaseCache"
COUNTED_APART = (
    "Tries at signing in are counted by each server process for itself, so limits are wider than "
    "they say. Set GOLDENTHREAD_MODE=production where people rely on it."
)
NO_CACHE_TABLE = (
    "The table in which all server processes count tries at signing in is not there. "
    "Run “goldenthread manage createcachetable”, or start “goldenthread serve”."
)


def framework() -> list[str]:
    """Django's own checks; those about deployment only where people rely on it."""
    found = checks.run_checks(include_deployment_checks=settings.ENVIRONMENT.is_production)
    return [" ".join(message.msg.split()) for message in found if not message.is_silenced()]


def database() -> list[str]:
    """Reachable, and not behind the program."""
    try:
        connection.ensure_connection()
        waiting = waiting_migrations()
    except DatabaseError as trouble:
        reason = str(trouble).strip().splitlines()[0]
        return [f"The database does not answer ({reason}). Look at DATABASE_URL."]
    if waiting:
        return [f"The database is {waiting} steps behind. Run “goldenthread manage migrate”."]
    return []


def mail() -> list[str]:
    """The mail server takes us."""
    if not settings.ENVIRONMENT.smtp_url:
        if settings.ENVIRONMENT.is_production:
            return ["No mail server is set. Set GOLDENTHREAD_SMTP_URL, so that messages go out."]
        return []
    try:
        server = get_connection()
        server.open()
        server.close()
    except OSError as trouble:
        return [f"The mail server does not take us ({trouble}). Look at GOLDENTHREAD_SMTP_URL."]
    return []


def data_folder() -> list[str]:
    """Files can be written where they are kept."""
    folder = settings.DATA_DIR
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError:
        return [f"Nothing can be written to {folder}. Look at GOLDENTHREAD_DATA_DIR."]
    return []


def limits() -> list[str]:
    """Tries at signing in are counted together by all server processes where people rely on it."""
    environment = settings.ENVIRONMENT
    cache = settings.CACHES["default"]
    if cache["BACKEND"] == SHARED_CACHE:
        return [] if _has_table(cache["LOCATION"]) else [NO_CACHE_TABLE]
    alone = not (environment.is_demo or environment.mode == "test")
    return [COUNTED_APART] if alone else []


def _has_table(name: str) -> bool:
    try:
        return name in connection.introspection.table_names()
    except DatabaseError:
        return True  # that the database does not answer is said above


def colour() -> list[str]:
    """White words on the deployment's colour can be read."""
    chosen = settings.ENVIRONMENT.brand_colour
    try:
        contrast = contrast_with_white(chosen)
    except ValueError:
        return [f"GOLDENTHREAD_BRAND_COLOUR is “{chosen}”. Write it like #4f2456."]
    if contrast < LEAST_CONTRAST:
        return [
            f"White words on {chosen} have a contrast of {contrast:.1f}. "
            f"Choose a darker GOLDENTHREAD_BRAND_COLOUR, with at least {LEAST_CONTRAST}."
        ]
    return []


def contrast_with_white(colour: str) -> float:
    """WCAG 2.2 contrast ratio of white on `#rrggbb`: 1.05 / (relative luminance + 0.05)."""
    digits = colour.removeprefix("#")
    if len(digits) != 6 or not colour.startswith("#"):
        raise ValueError(colour)
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    red, green, blue = linear
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def time_zone() -> list[str]:
    """The machine knows the clock that people here read."""
    try:
        ZoneInfo(settings.TIME_ZONE)
    except ZoneInfoNotFoundError:
        return [f"This machine does not know the time zone {settings.TIME_ZONE}. Install tzdata."]
    return []


def secret() -> list[str]:
    """The key of links, sessions and sealed columns is readable by nobody else."""
    path = settings.DATA_DIR / "secret-key"
    if os.name == "posix" and path.exists() and path.stat().st_mode & 0o077:
        return [f"Others on this machine can read {path}. Run “chmod 600 {path}”."]
    return []


def problems(*, is_offline: bool) -> list[str]:
    """Every sentence of every check."""
    asked: list[Callable[[], list[str]]] = [framework, database, limits, data_folder, secret]
    asked += [colour, time_zone] if is_offline else [mail, colour, time_zone]
    return [sentence for check in asked for sentence in check()]
