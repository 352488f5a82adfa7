"""Everything the deployment can set, read once into one frozen object."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MODES = ("demo", "development", "test", "production")


class MissingSettings(SystemExit):
    """Lists every missing variable at once, so that nobody fixes them one by one."""


@dataclass(frozen=True)
class Environment:
    """What a deployment may set. Names are documented in docs/reference/settings.md."""

    mode: str = "development"
    secret_key: str = ""
    data_dir: Path = field(default_factory=lambda: default_data_dir({}))
    database_url: str = ""
    allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    public_address: str = "http://127.0.0.1:8000"
    smtp_url: str = ""
    sender: str = "Golden Thread <no-reply@localhost>"
    return_address: str = ""
    return_secret: str = ""
    quiet_hours: str = "21:00-08:00"
    brand_name: str = "Golden Thread"
    brand_colour: str = "#4f2456"
    partnership: str = "Your partnership"
    support_line: str = ""
    support_hours: str = ""
    exit_url: str = "https://www.bbc.co.uk/weather"

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"

    @property
    def is_production(self) -> bool:
        return self.mode == "production"


def default_data_dir(variables: Mapping[str, str]) -> Path:
    """A folder of the person's own, never the folder the command happens to run in."""
    if given := variables.get("GOLDENTHREAD_DATA_DIR"):
        return Path(given).expanduser()
    base = variables.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "goldenthread"


def kept_secret(data_dir: Path) -> str:
    """A secret made once for a demo or development folder, readable by its owner only."""
    path = data_dir / "secret-key"
    if path.exists():
        return path.read_text().strip()
    data_dir.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_urlsafe(50)
    path.touch(mode=0o600)
    path.write_text(secret)
    return secret


def missing_for_production(variables: Mapping[str, str]) -> list[str]:
    needed = (
        "GOLDENTHREAD_SECRET_KEY",
        "DATABASE_URL",
        "GOLDENTHREAD_ALLOWED_HOSTS",
        "GOLDENTHREAD_PUBLIC_ADDRESS",
        "GOLDENTHREAD_SMTP_URL",
        "GOLDENTHREAD_SENDER",
    )
    return [name for name in needed if not variables.get(name)]


def read(variables: Mapping[str, str] | None = None) -> Environment:
    """Read the process environment, or the mapping given."""
    given = os.environ if variables is None else variables
    mode = given.get("GOLDENTHREAD_MODE", "development")
    if mode not in MODES:
        raise MissingSettings(f"GOLDENTHREAD_MODE is “{mode}”. Choose one of {', '.join(MODES)}.")
    if mode == "production" and (missing := missing_for_production(given)):
        raise MissingSettings("Set these variables before starting: " + ", ".join(missing))
    data_dir = default_data_dir(given)
    default = Environment(data_dir=data_dir)
    hosts = given.get("GOLDENTHREAD_ALLOWED_HOSTS", "")
    return Environment(
        mode=mode,
        secret_key=given.get("GOLDENTHREAD_SECRET_KEY", "")
        or ("test-only-secret" if mode == "test" else kept_secret(data_dir)),
        data_dir=data_dir,
        database_url=given.get("DATABASE_URL", "")
        or f"sqlite:///{data_dir / 'goldenthread.sqlite3'}",
        allowed_hosts=tuple(h.strip() for h in hosts.split(",") if h.strip())
        or default.allowed_hosts,
        public_address=given.get("GOLDENTHREAD_PUBLIC_ADDRESS", default.public_address).rstrip("/"),
        smtp_url=given.get("GOLDENTHREAD_SMTP_URL", ""),
        sender=given.get("GOLDENTHREAD_SENDER", default.sender),
        return_address=given.get("GOLDENTHREAD_RETURN_ADDRESS", ""),
        return_secret=given.get("GOLDENTHREAD_RETURN_SECRET", ""),
        quiet_hours=given.get("GOLDENTHREAD_QUIET_HOURS", default.quiet_hours),
        brand_name=given.get("GOLDENTHREAD_BRAND_NAME", default.brand_name),
        brand_colour=given.get("GOLDENTHREAD_BRAND_COLOUR", default.brand_colour),
        partnership=given.get("GOLDENTHREAD_PARTNERSHIP", default.partnership),
        support_line=given.get("GOLDENTHREAD_SUPPORT_LINE", ""),
        support_hours=given.get("GOLDENTHREAD_SUPPORT_HOURS", ""),
        exit_url=given.get("GOLDENTHREAD_EXIT_URL", default.exit_url),
    )
