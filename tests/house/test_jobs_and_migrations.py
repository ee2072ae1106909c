"""Jobs carry ids and never words; tables change one step at a time."""

import ast
import inspect
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from procrastinate.contrib.django import app

from tests.house.walking import ROOT, nodes

OUR_APPS = {
    "access",
    "audit",
    "people",
    "organisations",
    "post",
    "circles",
    "details",
    "letters",
    "contact",
    "safety",
    "exchange",
    "helpdesk",
}


def our_tasks():
    return {
        name: task
        for name, task in app.tasks.items()
        if task.func.__module__.startswith("deelgenoot.")
    }


@pytest.mark.parametrize("name", sorted(our_tasks()))
def test_a_job_carries_ids_and_moments_only(name):
    for parameter in inspect.signature(our_tasks()[name].func).parameters.values():
        if parameter.name == "timestamp":
            assert parameter.annotation is int
        else:
            assert parameter.annotation is str, f"{parameter.name} of {name}"


@pytest.mark.parametrize("name", sorted(our_tasks()))
def test_a_job_that_is_handed_words_refuses_them(name):
    task = our_tasks()[name]
    words = {
        p: "Noor was moe" for p in inspect.signature(task.func).parameters if p != "timestamp"
    }
    if words:
        with pytest.raises(ValueError, match="badly formed"):
            task.func(**words)


def test_a_job_is_handed_over_with_ids_only():
    ids = {
        node.arg for _, node in nodes(ast.arg) if ast.unparse(node.annotation or node) == "UUID"
    }
    handed = [
        (path, ast.unparse(keyword.value))
        for path, node in nodes(ast.Call)
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"defer", "defer_async"}
        for keyword in node.keywords
    ]
    assert handed
    assert {said for _, said in handed} <= {f"str({name})" for name in ids}


def test_there_are_tasks_at_all():
    assert {"audit.seal", "post.send_letter"} <= set(our_tasks())


def test_each_slice_has_one_last_migration():
    graph = MigrationLoader(None).graph
    ours = {slice_ for slice_, _ in graph.nodes} & OUR_APPS
    assert {slice_: len(graph.leaf_nodes(slice_)) for slice_ in ours} == dict.fromkeys(ours, 1)


def test_migrations_follow_each_other_without_gaps():
    graph = MigrationLoader(None).graph
    for slice_ in OUR_APPS:
        names = sorted(name for label, name in graph.nodes if label == slice_)
        assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1)), slice_


def test_no_change_of_a_table_waits_for_a_migration(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_imports_keep_to_the_order_of_the_house():
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:]
