"""Every page has a door, and every deed asks."""

import inspect

import pytest
from django.contrib.auth.decorators import login_not_required

from deelgenoot.access.actions import ACTIONS
from deelgenoot.access.policy import PERMISSIONS
from deelgenoot.access.third_party import ALLAUTH
from deelgenoot.config.addresses import addresses
from tests.house.walking import modules

PARTS_OF_DEEDS = {
    "ask_of": "part of the deed that causes the question",
    "ask_to_read": "part of the deed that tells something, or of the job when it reaches others",
    "let_reach": "part of the deed that tells something",
    "now_reached": "part of the deed that lets it be read, and of the job when its time has come",
    "answer_by": "says on which day; reads and writes nothing",
    "reaching": "says from when others read something; reads and writes nothing",
    "come_back_by": "says on which day; reads and writes nothing",
    "finish_asks_about": "part of the deed that answers the question",
    "tell_there_is_news": "part of the deed that asks something of someone at home",
    "tell_of_looks": "part of the deed that lets a colleague look in an emergency",
    "ask_who_is_contact_at": "what follows from a deed that ends or gives work",
    "forget_browser": "signs out: who holds the browser ends what it was given itself",
    "readers_of_wishes": "reads only: who will read a wish",
    "require_called": "part of each deed that says how school verified someone in care",
    "note_verification": "part of each deed that says how school verified someone in care",
    "renew_memberships": "part of the deed that changes who works or cares where",
    "renew_memberships_of": "part of the deed that changes who cares for a child",
    "renew_memberships_of_group": "part of the deed that changes who has a class",
    "renew_memberships_at": "part of the deed that changes who works where, or who is a pupil",
    "renew_memberships_around": "part of the deed that changes who may be around a child",
    "draw_code": "part of the deed that makes a code",
    "end_earlier_codes": "part of the deed that makes a code",
    "works_until": "says until when a code works; reads and writes nothing",
    "let_be_made": "part of the deed that asks for papers, and of taking them up again",
    "note_tried": "part of the job that makes papers as who asked, and asks them again",
    "seal_papers": "part of the job that makes papers as who asked, and asks them again",
    "note_try": "a sign of life of the worker, as the task that takes up papers",
    "stop_batch": "stops what one may no longer do, as the task that takes up papers",
    "tidy_up": "wipes what was printed, as the task that takes up papers",
    "check_period": "asks the rules before anything is shown or done",
    "check_last_day": "reads only: whether pupils may leave after a day",
    "note_last_days": "part of the deed, by hand or by file, that knows when pupils leave",
    "preview": "reads only, and shows what the import would do",
    "plan_file": "reads only, and says what a file would change",
    "asked_of": "reads only, and gathers what a rule asks about a file",
    "pupils_here": "counts in a plan",
    "carry_out": "part of the deeds that bring in a file",
    "one_at_a_time": "lets two deeds with one school wait for each other",
    "asked_of_list": "gathers what a rulebook judges",
    "look_at_list": "compares a list of parents with what stands here",
    "look_at": "compares a file with what stands here",
    "carry_out_list": "part of the deeds that bring in a file",
    "undo_list": "part of the deeds that take a file back",
    "show_lines": "part of the deeds that show what a file changes",
    "still_waits": "part of the deeds on a file that waits for a yes",
    "write_facts": "part of the deeds on a file",
    "add_lines": "part of the deeds that show what a file changes",
    "let_be_done": "part of the deeds that hand a file to the worker",
    "wipe": "part of the deeds that throw away what was read of a file",
    "clear_old_files": "the worker throws away, as its own task, what waited too long",
    "note_step": "says how far the worker is with a file somebody said yes to",
}


def test_every_address_has_a_door_or_is_named_with_a_reason():
    bare = {route.name for route in addresses() if not getattr(route.view, "door", "")}
    assert bare == set(ALLAUTH)


def test_every_view_of_ours_has_a_door_of_ours():
    ours = [v for v in modules("views") if not v.__name__.startswith("deelgenoot.config")]
    routed = {route.view for route in addresses()}
    assert all(
        getattr(view, "door", "")
        for view in routed
        if view.__module__ in {module.__name__ for module in ours}
    )
    assert len(ours) >= 5


@pytest.mark.parametrize("route", list(addresses()), ids=lambda route: route.name)
def test_an_address_is_open_to_all_only_when_its_door_says_so(route):
    known = ALLAUTH.get(route.name)
    open_to_all = known.open_to_all if known else route.view.door.startswith("open: ")
    assert getattr(route.view, "login_required", True) is not open_to_all


def test_the_middleware_that_asks_who_you_are_is_on(settings):
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
    assert login_not_required(lambda request: None).login_required is False


def public_functions(part):
    for module in modules(part):
        if module.__name__ == "deelgenoot.access.actions":
            continue  # makes actions, has none
        for name, found in inspect.getmembers(module, inspect.isfunction):
            if found.__module__ == module.__name__ and not name.startswith("_"):
                yield name, found


def test_every_action_asks_a_permission_or_is_named_as_part_of_one():
    bare = {name for name, deed in public_functions("actions") if not hasattr(deed, "permission")}
    assert bare == set(PARTS_OF_DEEDS)


def test_every_action_takes_who_acts_first():
    for name, deed in public_functions("actions"):
        if hasattr(deed, "permission"):
            assert next(iter(inspect.signature(deed).parameters)) == "actor", name


def test_every_permission_is_asked_by_some_action():
    assert modules("actions")
    asked = {permission.name for permission in ACTIONS.values()}
    assert {permission.name for permission in PERMISSIONS.values()} == asked


def test_every_permission_is_a_sentence_people_can_read():
    for permission in PERMISSIONS.values():
        assert permission.name.startswith("may_")
        assert permission.sentence[0].isupper()
        assert permission.sentence.endswith(".")
