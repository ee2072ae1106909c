"""Every template is drawn somewhere, and nothing is drawn past our own frame."""

import ast
import re
from functools import cache
from pathlib import Path

import allauth
import django.forms
import pytest

from tests.house.walking import sources, templates

NAMED = re.compile(r"""{%-?\s*(?:extends|from|include|import)\s+["']([^"']+)["']""")
EXTENDED = re.compile(r"""{%-?\s*extends\s+["']([^"']+)["']""")
FRAMES = {"ui/base.html", "ui/narrow.html"}


@cache
def words_in_code():
    """Every text in the house's code, and per file, so that built names can be traced."""
    return {
        path: {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        for path, tree in sources().items()
    }


@cache
def allauth_code():
    folder = Path(allauth.__path__[0])
    return "\n".join(path.read_text() for path in folder.rglob("*.py"))


@cache
def django_form_code():
    return Path(django.forms.__path__[0], "widgets.py").read_text()


@cache
def named_by_templates():
    return {name for path in templates().values() for name in NAMED.findall(path.read_text())}


def hangs_in_a_frame(text):
    """Whether a page extends a frame, or another page that does."""
    named = set(NAMED.findall(text))
    extended = EXTENDED.findall(text)
    return bool(named & FRAMES) or any(
        hangs_in_a_frame(templates()[page].read_text()) for page in extended
    )


def is_named(name):
    folder, _, file = name.rpartition("/")
    stem = file.partition(".")[0]
    code = words_in_code().values()
    return (
        name in named_by_templates()
        or any(name in words for words in code)
        or any(f"{folder}/" in words and stem in words for words in code)  # f"ui/{stem}.html"
        or f'"{folder}/{stem}.' in allauth_code()
        or f'"{name}"' in django_form_code()
    )


@pytest.mark.parametrize("name", sorted(templates()))
def test_every_template_is_drawn_somewhere(name):
    assert is_named(name)


@pytest.mark.parametrize("name", sorted(named_by_templates()))
def test_every_template_that_is_named_is_there(name):
    assert name in templates()


@pytest.mark.parametrize("name", sorted(templates()))
def test_every_page_hangs_in_our_frame_or_is_a_part(name):
    text = templates()[name].read_text()
    if "{% macro" in text or name in FRAMES or "/frame/" in name or not name.endswith(".html"):
        return
    if name.startswith(("ui/", "django/")):
        return  # the frame's own pages and Django's own form parts; their look has its own tests
    assert hangs_in_a_frame(text)


@pytest.mark.parametrize("name", sorted(templates()))
def test_no_translated_word_is_frozen_at_the_top_of_an_imported_file(name):
    text = templates()[name].read_text()
    if "{% macro" in text and "{% extends" not in text:
        outside = re.sub(r"{%-?\s*macro.*?endmacro\s*-?%}", "", text, flags=re.S)
        assert not re.search(r"{%-?\s*set[^%]*_\(", outside)


@pytest.mark.parametrize("name", sorted(templates()))
def test_no_template_lets_words_through_unescaped(name):
    assert "|safe" not in templates()[name].read_text().replace(" ", "")


def test_no_two_templates_are_written_twice():
    written = {}
    for name, path in sorted(templates().items()):
        written.setdefault(re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.S), []).append(name)
    twice = [names for words, names in written.items() if len(names) > 1 and len(words) > 200]
    assert twice == [], "let one extend the other"
