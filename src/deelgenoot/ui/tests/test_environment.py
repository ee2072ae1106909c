"""Pages are strict about names and speak to each reader in the right tone."""

import pytest
from django.template import engines
from django.utils import translation
from jinja2 import UndefinedError

from deelgenoot.ui.context import Frame


def drawn(source: str, **known: object) -> str:
    return engines["jinja2"].env.from_string(source).render(**known)


def test_a_misspelt_name_is_an_error_and_not_a_blank():
    with pytest.raises(UndefinedError):
        drawn("{{ freind }}")


def test_a_misspelt_part_of_a_known_thing_is_an_error_too():
    with pytest.raises(UndefinedError):
        drawn("{{ frame.freind }}", frame=Frame())


def test_forms_are_drawn_in_an_environment_that_forgives_what_django_leaves_out():
    from django.forms.renderers import get_default_renderer

    env = get_default_renderer().engine.env
    assert env.from_string("[{{ freind }}]").render() == "[]"


def test_a_parent_reads_u_and_a_colleague_reads_je():
    said = "{{ you('What you filled in is still here.') }}"
    with translation.override("nl"):
        assert "u invulde" in drawn(said, frame=Frame(to_parents=True))
        assert "je invulde" in drawn(said, frame=Frame(to_parents=False))
        assert "u invulde" in drawn(said)


def test_names_put_in_a_sentence_are_escaped():
    sentence = "{{ _('At most %(n)s letters', n=n) }}"
    assert "<b>" not in drawn(sentence, n="<b>")


def test_addresses_are_found_by_name():
    assert drawn("{{ url('ui:language') }}") == "/taal/"
