"""Nothing grows past what one can read at once."""

import ast
from pathlib import Path

import pytest

from deelgenoot.config.addresses import addresses
from tests.house.walking import PACKAGE, ROOT

FUNCTION, FILE, TEST_FILE, VIEW = 40, 250, 400, 15


def python_files():
    for folder in (PACKAGE, ROOT / "tests", ROOT / "bench"):
        for path in sorted(folder.rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def is_test(path):
    parts = path.relative_to(ROOT).parts
    return "tests" in parts or "bench" in parts


FILES = list(python_files())
IDS = [str(path.relative_to(ROOT)) for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_file_can_be_read_at_once(path):
    lines = path.read_text().count("\n")
    assert lines <= (TEST_FILE if is_test(path) else FILE)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_function_can_be_read_at_once(path):
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > FUNCTION
    }
    assert long == {}


def statements(function):
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return sum(isinstance(n, ast.stmt) for part in body for n in ast.walk(part))


def views_of_ours():
    return sorted(
        {r.view for r in addresses() if getattr(r.view, "door", "")}, key=lambda v: v.__qualname__
    )


@pytest.mark.parametrize("view", views_of_ours(), ids=lambda v: f"{v.__module__}.{v.__name__}")
def test_a_view_says_only_what_is_asked_and_what_is_shown(view):
    tree = ast.parse(Path(view.__wrapped__.__code__.co_filename).read_text())
    found = [
        n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == view.__name__
    ]
    assert [statements(function) for function in found if statements(function) > VIEW] == []
