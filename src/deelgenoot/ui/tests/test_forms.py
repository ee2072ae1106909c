"""Forms draw themselves with our fields, and say kindly what is missing."""

import re

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


def test_a_counter_says_how_many_letters_are_possible_without_a_script():
    source = "{% import 'ui/fields.html' as f with context %}{{ f.textarea(form.words) }}"
    env = engines["jinja2"].env
    with translation.override("nl"):
        drawn = env.from_string(source).render(form=SampleForm())
    assert "Hoogstens 280 letters" in drawn
    assert 'data-left="Nog {n} letters over"' in drawn
