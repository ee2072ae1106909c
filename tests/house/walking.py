"""Walk the house: every address, every module, every template, every table."""

import ast
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

import deelgenoot
from deelgenoot.access.guards import GuardRows
from deelgenoot.access.managers import ClosedManager

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(deelgenoot.__path__[0])


@cache
def module_names() -> list[str]:
    """Every module of the house that is not a test or a migration."""
    found = (module.name for module in pkgutil.walk_packages(deelgenoot.__path__, "deelgenoot."))
    return [name for name in found if not {"tests", "migrations"} & set(name.split("."))]


def modules(part: str) -> list[Any]:
    """Every module of one floor, in all slices: `actions` also gives `actions.story`."""
    return [import_module(name) for name in module_names() if part in name.split(".")[2:]]


@cache
def sources() -> dict[str, ast.Module]:
    """Every source file of the house, by its path within the package."""
    return {
        str(path.relative_to(PACKAGE)): ast.parse(path.read_text())
        for path in sorted(PACKAGE.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.relative_to(PACKAGE).parts)
    }


@cache
def every_node() -> list[tuple[str, ast.AST]]:
    """Every node of every source file, with the file it stands in."""
    return [(path, node) for path, tree in sources().items() for node in ast.walk(tree)]


def nodes(kind: type[Any]) -> Iterator[tuple[str, Any]]:
    """Every node of one kind, with the file it stands in."""
    return ((path, node) for path, node in every_node() if isinstance(node, kind))


def our_models() -> list[type[Model]]:
    """Every table of ours."""
    return [m for m in apps.get_models() if m.__module__.startswith("deelgenoot.")]


def closed_models() -> list[type[Model]]:
    """Every table whose rows come out only for someone."""
    return [m for m in our_models() if isinstance(m._default_manager, ClosedManager)]


def guards() -> dict[str, GuardRows]:
    """The row guard of every guarded table, as the migrations put it on."""
    loader = MigrationLoader(None)
    steps = (step for m in loader.disk_migrations.values() for step in m.operations)
    return {step.table: step for step in steps if isinstance(step, GuardRows)}


@cache
def templates() -> dict[str, Path]:
    """Every template by the name it is asked by."""
    return {
        str(path.relative_to(folder)): path
        for folder in PACKAGE.glob("*/jinja2")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
