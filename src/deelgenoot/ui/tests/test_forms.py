"""Forms draw themselves with our fields, and say kindly what is missing."""

import re

import pytest
from django.template import engines
from django.utils import translation

from deelgenoot.ui.samples import SampleForm


def test_a_whole_form_is_drawn_with_our_fields():
    drawn = str(SampleForm())
    assert "utrecht-textbox" in drawn
    assert "dg-tap" in drawn
    assert drawn.count("<label") >= 9


def test_every_field_has_a_name_a_machine_can_find():
    drawn = str(SampleForm())
    ids = re.findall(r'<(?:input|textarea|select)[^>]*\sid="([^"]+)"', drawn)
    labelled = re.findall(r'<label[^>]*\sfor="([^"]+)"', drawn)
    assert set(ids) == set(labelled)


def test_what_is_missing_stands_at_the_top_and_beside_the_field():
    with translation.override("nl"):
        drawn = str(SampleForm({}))
    assert "Er mist nog iets" in drawn
    assert 'href="#id_mail"' in drawn
    assert 'id="id_mail_error"' in drawn
    assert "Vul dit nog in." in drawn


def test_words_in_a_field_are_escaped():
    assert "<script>" not in str(SampleForm({"words": "</textarea><script>"}))


def words_field(told):
    source = "{% import 'ui/fields.html' as f with context %}{{ f.textarea(form.words) }}"
    form = SampleForm({"words": told}) if told else SampleForm()
    with translation.override("nl"):
        return engines["jinja2"].env.from_string(source).render(form=form)


@pytest.mark.parametrize(
    ("letters", "shown"), [(0, False), (200, False), (253, True), (300, True)]
)
def test_without_a_script_the_limit_is_told_only_when_it_is_near_or_passed(letters, shown):
    drawn = words_field("x" * letters)
    assert (">Hoogstens 280 letters</p>" in drawn) is shown
    assert 'data-left="Nog {n} letters over"' in drawn
