"""Write the whole resolved set into pyproject.toml as exact constraints.

Lock files name download hosts, so none is kept in the repository; these pins replace it.
"""

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^constraint-dependencies = \[.*?\]$", re.S | re.M)


def pins(lock: Path) -> list[str]:
    """Every resolved package and version; two versions of one name carry their markers."""
    packages = tomllib.loads(lock.read_text())["package"]
    found = []
    for package in packages:
        if package["name"] == "goldenthread":
            continue
        markers = package.get("resolution-markers", [])
        suffix = f" ; {' or '.join(f'({m})' for m in markers)}" if markers else ""
        found.append(f"{package['name']}=={package['version']}{suffix}")
    return sorted(found)


def main() -> None:
    path = ROOT / "pyproject.toml"
    quoted = "".join(f"    {json.dumps(pin)},\n" for pin in pins(ROOT / "uv.lock"))
    block = f"constraint-dependencies = [\n{quoted}]"
    path.write_text(BLOCK.sub(lambda _: block, path.read_text(), count=1))


if __name__ == "__main__":
    main()
