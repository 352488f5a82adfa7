"""Reads the house itself: files, functions, models, addresses."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

from goldenthread.access.guards import Declared

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "goldenthread"

# Highest floor first; apps on one line are siblings.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("web",),
    ("board",),
    ("thread",),
    ("coding",),
    ("evaluation", "learning_sets", "maturity", "network", "practice", "pathways", "records"),
    ("learning",),
    ("programmes",),
    ("instruments",),
    ("directory",),
    ("imports", "exports", "messaging", "search"),
    ("ui",),
    ("jobs", "files"),
    ("access",),
    ("audit",),
)
LEVEL = {app: level for level, floor in enumerate(reversed(FLOORS)) for app in floor}


@dataclass(frozen=True)
class Address:
    """One URL of the product and what its view declares."""

    route: str
    name: str
    declared: Declared | None


def python_files(folder: Path = SOURCE) -> list[Path]:
    return sorted(p for p in folder.rglob("*.py") if "migrations" not in p.parts)


def templates() -> list[Path]:
    return sorted(SOURCE.rglob("*.jinja"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length in lines of every function of a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def our_models() -> list[type[Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("goldenthread.")]


def app_of(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def upward_keys(models: Iterable[type[Model]], level: dict[str, int] | None = None) -> list[str]:
    """Keys that point up or sideways. A string key hides from the import linter, not from here."""
    levels = LEVEL if level is None else level
    found = []
    for model in models:
        for field in model._meta.get_fields(include_hidden=False):
            target: Any = getattr(field, "remote_field", None) and field.related_model
            if target is None or field.auto_created or not hasattr(target, "_meta"):
                continue
            source_app, target_app = app_of(model), app_of(target)
            if target_app not in levels or source_app == target_app:
                continue
            if levels[target_app] >= levels[source_app]:
                found.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    return found


def reverse_accessors(models: Iterable[type[Model]]) -> list[str]:
    """Keys between apps that leave an accessor behind: a hidden upward dependency."""
    found = []
    for model in models:
        for field in (*model._meta.fields, *model._meta.many_to_many):
            target: Any = field.related_model
            if target is None or not target.__module__.startswith("goldenthread."):
                continue
            if app_of(model) != app_of(target) and not field.remote_field.hidden:
                found.append(f"{model._meta.label}.{field.name}")
    return found


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[Address]:
    """Every URL pattern with what its view declares."""
    root = resolver or get_resolver()
    for pattern in root.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, route)
        elif isinstance(pattern, URLPattern):
            declared = getattr(pattern.callback, "declared", None)
            yield Address(route, str(pattern.name or ""), declared)


def undeclared(found: Iterable[Address]) -> list[str]:
    return [address.route for address in found if address.declared is None]
