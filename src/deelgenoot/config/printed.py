"""Print the rulebook and the access book from the code: `python -m deelgenoot.config.printed`."""

import os
import pkgutil
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

import django

import deelgenoot
from deelgenoot.config.environment import ROOT

DOCS = ROOT / "docs"
MADE = "<!-- Printed from the code by `python -m deelgenoot.config.printed`; do not edit. -->\n"
COMMANDS = {"select": "read", "insert": "add", "update": "change", "delete": "take out"}


def _table(head: str, rows: Iterable[tuple[object, ...]]) -> str:
    """Write a table."""
    columns = head.split(" | ")
    lines = [head, " | ".join(["---"] * len(columns))]
    lines += [" | ".join(str(cell).replace("|", "/") for cell in row) for row in rows]
    return "".join(f"| {line} |\n" for line in lines)


def _first_line(thing: object) -> str:
    """The sentence a docstring begins with."""
    return (thing.__doc__ or "").strip().partition("\n")[0]


def _read_every(part: str) -> None:
    """Read one floor of every slice, so that what it registers is there."""
    for module in pkgutil.iter_modules(deelgenoot.__path__):
        name = f"deelgenoot.{module.name}"
        for found in pkgutil.walk_packages(import_module(name).__path__, f"{name}."):
            if part in found.name.split(".")[2:] and "tests" not in found.name:
                import_module(found.name)


def rulebook() -> str:
    """Write down every rule: its sentence, how to mend it, and on what it stands."""
    from deelgenoot.kernel.rules import RULES

    _read_every("rules")
    _read_every("contact_rules")
    _read_every("emergency_rules")
    _read_every("merging_rules")
    _read_every("leaving_rules")
    _read_every("starting_rules")
    rows = (
        (f"`{rule.id}`", rule.sentence, rule.mend or "—", rule.basis, _slice_of(rule.holds))
        for rule in sorted(RULES.values(), key=lambda rule: rule.id)
    )
    return (
        f"{MADE}# Rulebook\n\nEvery rule the software keeps for everyone. A rule that is broken is"
        " told in exactly these words, on the page and in every answer.\n\n"
        + _table("id | what must hold | how to mend it | on what it stands | where", rows)
    )


def _slice_of(thing: Callable[..., object]) -> str:
    """The slice something stands in."""
    return thing.__module__.split(".")[1]


def access_book() -> str:
    """Write down who comes in where, who sees which rows, and who may do what."""
    from deelgenoot.access.machine_tasks import MACHINE_TASKS

    _read_every("actions")
    tasks = ((f"`{name}`", what) for name, what in MACHINE_TASKS.items())
    return (
        f"{MADE}# Who comes in, who sees, who may\n\nThree lines, none by memory: the door of a"
        " page, the policy of its rows and deeds, and the guard of the table in the database."
        " What someone may not see does not exist: 404, not 403.\n\n## Doors\n\n"
        f"{_doors()}\n## Who sees which rows\n\n{_visibilities()}\n## Who may do what\n\n"
        f"{_permissions()}\n## Tasks of the machine\n\nThey act for no one in particular, each"
        f" with guards of its own.\n\n{_table('task | what for', tasks)}"
    )


def _doors() -> str:
    """Every address and who may come in there."""
    from deelgenoot.access.third_party import ALLAUTH
    from deelgenoot.config.addresses import Address, addresses
    from deelgenoot.demo.urls import urlpatterns

    demo = (
        Address(f"demo:{entry.name}", f"/{entry.pattern}", {}, entry.callback)
        for entry in urlpatterns
    )
    rows = {}
    for found in [*addresses(), *demo]:
        known = ALLAUTH.get(found.name)
        open_ = "open" if known and known.open_to_all else "signed in"
        door = f"{open_}: {known.why}" if known else getattr(found.view, "door", "NO DOOR")
        rows[found.written] = (f"`{found.written}`", f"`{found.name}`", door)
    return _table("address | page | who comes in", (rows[key] for key in sorted(rows)))


def _visibilities() -> str:
    """Every closed table: who sees its rows, and what its guard lets people and tasks do."""
    from deelgenoot.access.policy import VISIBILITY

    guarded = _guards()
    rows = sorted(
        (model._meta.label, _first_line(seen_by), guarded.get(model._meta.db_table, "—"))
        for model, seen_by in VISIBILITY.items()
    )
    return _table("table | who sees | what the database's own guard lets through", rows)


def _guards() -> dict[str, str]:
    """What each row guard lets through, for people and for tasks."""
    from django.db.migrations.loader import MigrationLoader

    from deelgenoot.access.guards import GuardRows

    found: dict[str, str] = {}
    for migration in MigrationLoader(None).disk_migrations.values():
        for step in migration.operations:
            if isinstance(step, GuardRows):
                found[step.table] = _said(str(step.sql))
    return found


def _said(sql: str) -> str:
    """Say which commands one guard knows, and for whom."""
    words = [line.split()[2] for line in sql.splitlines() if line.startswith("CREATE POLICY")]
    people = [COMMANDS[word.split("_")[1]] for word in words if word.startswith("people_")]
    tasks: dict[str, list[str]] = {}
    for word in words:
        if word.startswith("task_"):
            tasks.setdefault(word.split("_")[1], []).append(COMMANDS[word.split("_")[2]])
    parts = [f"people {', '.join(people)}"] if people else []
    return "; ".join([*parts, *(f"task `{name}` {', '.join(may)}" for name, may in tasks.items())])


def _permissions() -> str:
    """Every permission, and the deeds that ask it."""
    from deelgenoot.access.actions import ACTIONS
    from deelgenoot.access.policy import PERMISSIONS

    deeds: dict[str, list[str]] = {}
    for name, asked in sorted(ACTIONS.items()):
        deeds.setdefault(asked.name, []).append(f"`{name.rpartition('.')[2]}`")
    rows = (
        (f"`{p.name}`", p.sentence, ", ".join(deeds.get(p.name, ["—"])), _slice_of(p.allows))
        for p in sorted(PERMISSIONS.values(), key=lambda p: p.name)
    )
    return _table("permission | in words | deeds that ask it | where", rows)


BOOKS = {"rulebook.md": rulebook, "access.md": access_book}


def books() -> dict[Path, str]:
    """Write every book, in the words of the code itself."""
    from django.utils import translation

    with translation.override(None):
        return {DOCS / name: write() for name, write in BOOKS.items()}


def main() -> int:
    """Print the books into docs/."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "deelgenoot.config.settings"
    os.environ.update(DEELGENOOT_DEMO="no", SECRET_KEY="printing needs none")  # noqa: S106
    django.setup()
    for path, text in books().items():
        path.write_text(text)
        print(f"{path.relative_to(ROOT)}: {len(text.splitlines())} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
