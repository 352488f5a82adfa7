"""Start a decision record with the next number."""

import re
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "adr"
TEMPLATE = """# {number}. {title}

Status: proposed

## Context

## Options

## Decision

## How it is enforced

## What it costs
"""


def main(title: str) -> Path:
    numbers = [int(path.name[:4]) for path in FOLDER.glob("[0-9][0-9][0-9][0-9]-*.md")]
    number = max(numbers, default=0) + 1
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    path = FOLDER / f"{number:04d}-{slug}.md"
    path.write_text(TEMPLATE.format(number=number, title=title))
    return path


if __name__ == "__main__":
    print(main(sys.argv[1]))
