"""Templates of the whole house keep to the strict policy and to the language of the reader."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(PACKAGE.glob("*/jinja2/**/*.html"))
INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\ssrc=)|javascript:"
)
FROZEN = re.compile(
    r"{%-?\s*set\s+\w+\s*=[^%]*(?:\b_\(|gettext\(|you\(|moment\(|day\()|{%-?\s*set\s+\w+\s*-?%}"
)
OWN_STYLE = re.compile(r"#[0-9a-fA-F]{6}\b")


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_template_carries_a_script_a_style_or_a_colour_of_its_own(template: Path):
    text = re.sub(r"{#.*?#}", "", template.read_text(), flags=re.DOTALL)
    assert INLINE.findall(text) == []
    assert OWN_STYLE.findall(re.sub(r'content="#[0-9a-f]+"', "", text)) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_file_of_parts_freezes_the_language_of_the_first_visitor(template: Path):
    text = template.read_text()
    if "{% macro" not in text:
        return
    outside = re.sub(r"{%-?\s*macro\b.*?{%-?\s*endmacro\s*-?%}", "", text, flags=re.DOTALL)
    assert FROZEN.findall(outside) == []
