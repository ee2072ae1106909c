"""Everyone sees the places that are theirs, in order, and where they are now."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import resolve

from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.ui import navigation
from deelgenoot.ui.context import frame_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PARENT = Actor(account_id=None, persons=(), hat=Hat.FAMILY, now=NOW, name="Samira")
COLLEAGUE = Actor(account_id=None, persons=(), hat=Hat.WORK, now=NOW, name="Anna")


@pytest.fixture(autouse=True)
def places(monkeypatch):
    monkeypatch.setattr(navigation, "PLACES", {})
    navigation.add_to_navigation("Gallery", "ui:gallery", order=2, shown=lambda actor: True)
    navigation.add_to_navigation(
        "Language", "ui:language", order=1, shown=lambda actor: actor.hat is Hat.WORK
    )


@pytest.fixture
def request_to_gallery(rf: RequestFactory):
    request = rf.get("/gallery/")
    request.resolver_match = resolve("/gallery/")
    request.user = AnonymousUser()
    return request


def test_places_stand_in_order_and_the_current_one_is_marked(request_to_gallery):
    links = navigation.links_for(COLLEAGUE, request_to_gallery)
    drawn = [(link.label, link.current) for link in links]
    assert drawn == [("Language", False), ("Gallery", True)]


def test_a_place_that_is_not_theirs_is_not_drawn(request_to_gallery):
    assert [link.label for link in navigation.links_for(PARENT, request_to_gallery)] == ["Gallery"]


def test_a_stranger_sees_no_places_at_all(request_to_gallery):
    assert navigation.links_for(None, request_to_gallery) == []


def test_only_a_family_gets_the_way_out_at_once(request_to_gallery):
    request_to_gallery.actor = PARENT
    assert frame_of(request_to_gallery).quick_exit
    request_to_gallery.actor = COLLEAGUE
    frame = frame_of(request_to_gallery)
    assert not frame.quick_exit
    assert not frame.to_parents
