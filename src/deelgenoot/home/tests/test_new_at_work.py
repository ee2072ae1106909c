"""A colleague sees on Vandaag that someone told something, about whom, and never the words."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.story import tell_in_circle
from deelgenoot.circles.models import Entry
from deelgenoot.circles.queries.lately import told_lately
from deelgenoot.circles.terms import Audience, EntryKind
from deelgenoot.organisations.terms import Function
from deelgenoot.safety.tests.conftest import appointed

WORDS = "Noor slaapt slecht."


def tell(cast, actor, **more):
    facts = {"entry_id": cast.new_id(), "kind": EntryKind.CONTACT, "words": WORDS, **more}
    return tell_in_circle(actor, cast.noor, **facts)


def new(actor, **more):
    with acting_as(actor):
        facts = {"since": actor.now - timedelta(days=14), "but": set(), **more}
        return [line.id for line in told_lately(actor, **facts)]


def test_what_a_mother_tells_is_new_to_who_works_with_her_child(cast):
    entry = tell(cast, cast.samira)
    for colleague in (cast.anna, cast.fatma, cast.kees):
        assert entry.pk in new(colleague)


@pytest.mark.parametrize("name", ["ria", "joris", "ellen", "hassan", "stranger"])
def test_to_who_is_not_in_the_circle_nothing_is_new(cast, name):
    tell(cast, cast.samira)
    assert new(cast.everyone[name]) == []


def test_ones_own_words_are_not_new_and_what_is_asked_stands_above(cast):
    assert tell(cast, cast.anna).pk not in new(cast.anna)
    entry = tell(cast, cast.samira)
    assert entry.pk not in new(cast.anna, but={entry.pk})


def test_what_one_may_not_read_is_not_new(cast):
    hidden = tell(cast, cast.samira, audience=Audience.OWN)
    assert hidden.pk not in new(cast.anna)


def test_after_two_weeks_it_is_not_new_any_more(cast):
    entry = tell(cast, cast.samira, at=cast.samira.now - timedelta(days=15))
    assert entry.pk not in new(cast.anna)


def test_it_is_never_told_of_safety(cast):
    imke = appointed(cast, "Imke", "Bos", Function.ATTENTION_OFFICER)
    entry = tell(cast, cast.samira, audience=Audience.SAFETY)
    imke = imke.at(timezone.now())
    with acting_as(imke):
        assert Entry.objects.seen_by(imke).filter(pk=entry.pk).exists()
    assert new(imke) == []


def test_vandaag_names_who_and_about_whom_without_the_words(cast, signed_in_as):
    tell(cast, cast.samira)
    page = signed_in_as("fatma", hat="work").get("/").content.decode()
    assert "Samira El Amrani over Noor" in re.sub(r"\s+", " ", page)
    assert WORDS not in page


def test_a_parent_reads_what_happened_and_no_list_of_who(cast, signed_in_as):
    tell(cast, cast.youssef)
    assert "over Noor</a>" not in signed_in_as("samira").get("/").content.decode()
