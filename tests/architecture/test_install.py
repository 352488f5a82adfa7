"""What a person installs stays small: the base set, with everything it needs, under 400 MB."""

from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LIMIT_MB = 400


def wanted(requirement: Requirement, extras: set[str]) -> bool:
    """Does this requirement apply here, for any of the extras that were asked for?"""
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({"extra": extra}) for extra in extras | {""})


def needs(name: str) -> set[str]:
    """Names of everything a distribution pulls in on this machine, itself included."""
    found: dict[str, set[str]] = {}
    todo = [Requirement(name)]
    while todo:
        current = todo.pop()
        current_name, extras = canonicalize_name(current.name), set(current.extras)
        if current_name in found and extras <= found[current_name]:
            continue
        try:
            texts = distribution(current_name).requires or []
        except PackageNotFoundError:
            continue
        found.setdefault(current_name, set()).update(extras)
        requirements = [Requirement(text) for text in texts]
        todo.extend(r for r in requirements if wanted(r, extras))
    return set(found)


def size_mb(name: str) -> float:
    files = distribution(name).files or []
    paths = (file.locate() for file in files)
    return sum(p.stat().st_size for p in paths if p.exists()) / 1e6


def test_the_base_install_is_under_400_megabytes() -> None:
    sizes = {name: size_mb(name) for name in needs("goldenthread")}
    largest = sorted(sizes.items(), key=lambda pair: -pair[1])[:6]
    assert "psycopg-binary" in sizes
    assert sum(sizes.values()) < LIMIT_MB, largest
