"""Install what the tests need from Debian's packages, or say plainly what to install.

With ``--slow`` also what renders documents.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {
    "chromium": lambda: shutil.which("chromium") is not None,
    "postgresql": lambda: any(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
    "fonts-liberation": lambda: Path("/usr/share/fonts/truetype/liberation").exists(),
}
RENDERING = {
    "libreoffice-calc": lambda: shutil.which("soffice") is not None,
    "poppler-utils": lambda: shutil.which("pdftotext") is not None,
}


def missing() -> list[str]:
    needed = {**PACKAGES, **RENDERING} if "--slow" in sys.argv else PACKAGES
    return [name for name, is_there in needed.items() if not is_there()]


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(names: list[str]) -> None:
    quiet = {"check": True, "stdout": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, **quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
    subprocess.run(command, env=environment, **quiet)


def main() -> int:
    needed = missing()
    if needed and may_install():
        print(f"Installing from Debian's packages: {', '.join(needed)}")
        install(needed)
        needed = missing()
    if needed:
        print(f"The tests need these packages first: {', '.join(needed)}.", file=sys.stderr)
        print(f"On Debian or Ubuntu: sudo apt-get install {' '.join(needed)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
