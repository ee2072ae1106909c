"""Opening a page changes nothing, keeps nothing on the device, and costs little.

`PAGES=write` writes down anew what each page costs, in `pages.json`.
"""

import json
import math
import os
from pathlib import Path

import pytest

from tests.house.pages import LOOK, visits

pytestmark = pytest.mark.xdist_group("every page")
KEPT = Path(__file__).with_name("pages.json")
MOST_QUERIES, MOST_KB = 8, 60
BOOKKEEPING = {
    "mfa_activate_totp": "the secret waits in the session until a code shows that the app has it",
}
MORE_QUERIES = {"mfa_activate_totp": 9}  # allauth asks five times whether there is a second step
NEVER_THE_SAME = {"mfa_activate_totp": "a QR code of a new secret is another drawing each time"}
LOOKED_AT = {
    "home:today",
    "circles:contact_person",
    "circles:show",
    "circles:find",
    "circles:on_paper",
    "circles:all_on_paper",
    "contact:klas",
    "contact:school",
    "contact:log",
    "contact:works",
    "contact:correct",
    "contact:read",
    "safety:help",
    "circles:substitutes",
    "circles:emergencies",
    "circles:emergency_class",
    "circles:emergency_child",
    "details:emergency",
    "circles:staff",
    "circles:colleague",
    "circles:care_organisation",
    "circles:care_professional",
    "circles:correct_care",
    "circles:correct_care_person",
    "circles:keep_school",
    "circles:keep_group",
    "circles:take_part",
    "circles:class_takes_part",
    "circles:keep_pupil",
    "circles:pupil_leaves",
    "circles:who_left",
    "circles:keep_adult",
    "circles:keep_invite",
    "circles:doubles",
    "circles:double_of",
    "circles:merge",
    "circles:undo_merge",
    "details:reach",
    "letters:code",
    "exchange:delivery",
    "exchange:pupils_out",
    "exchange:adults_out",
    "exchange:colleagues_out",
    "exchange:lines",
    "exchange:columns",
    "exchange:copy",
    "exchange:copied",
    "exchange:copied_pdf",
    "letters:newcomers",
    "printing:letters",
    "letters:class",
    "letters:batch",
    "details:kept",
    "details:change_kept",
    "helpdesk:look_along",
}

UNSEEN_OF_FAMILIES = {"safety:help"}
"""Pages that tell a family whom to call and nothing about anyone: not even a look is kept."""
FAMILIES = {"samira", "youssef", "fatma at home"}
OF_ONE_HOME = ("Lindehof", "6811 ZZ", "10000001", "1000 0001", "samira@demo.invalid")
"""Where Samira lives and how she is reached."""
KEEPERS, CALLERS = {"ria", "samira"}, {"anna", "fatma"}


@pytest.fixture(scope="module")
def everything_opened():
    return []


@pytest.fixture
def opened(cast, signed_in_as, everything_opened):
    """Every page as everyone; opened once, the answers are kept for all tests of this file."""
    if not everything_opened:
        everything_opened.extend(visits(cast, signed_in_as))
    return everything_opened


@pytest.fixture
def writing_functions(owner):
    """Our own SQL functions that write."""
    rows = owner.execute(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " AND provolatile = 'v'"
    )
    return {name for (name,) in rows}


def test_opening_a_page_writes_nothing_but_a_look(opened, writing_functions):
    wrong = {
        f"{visit.page} as {visit.who}: {sql[:90]}"
        for visit in opened
        for sql in visit.cost.writes(writing_functions)
        if not (visit.page in BOOKKEEPING and "django_session" in sql)
    }
    assert wrong == set()


def test_a_page_about_people_is_shown_only_after_the_look_is_written_down(opened):
    looked = {v.page.split(" ")[0] for v in opened if any(map(LOOK.match, v.cost.asked))}
    assert looked == LOOKED_AT
    for visit in opened:
        if visit.page in LOOKED_AT and visit.answer.status_code == 200:
            looks = sum(bool(LOOK.match(sql)) for sql in visit.cost.asked)
            if visit.page.split(" ")[0] in UNSEEN_OF_FAMILIES and visit.who in FAMILIES:
                assert looks == 0, f"{visit.page} as {visit.who}"
                continue
            assert looks == 1 or visit.page == "home:today", f"{visit.page} as {visit.who}"


def test_no_page_fails(opened):
    assert {(v.page, v.who) for v in opened if v.answer.status_code >= 500} == set()


def test_every_page_stays_off_the_device_out_of_frames_and_out_of_search(opened):
    for visit in opened:
        headers = visit.answer.headers
        assert "no-store" in headers["Cache-Control"], visit.page
        assert headers["X-Content-Type-Options"] == "nosniff", visit.page
        assert headers["X-Frame-Options"] == "DENY", visit.page
        assert "noindex" in headers["X-Robots-Tag"], visit.page
        assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}, visit.page
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, visit.page
        assert "frame-ancestors 'none'" in policy, visit.page
        assert "unsafe" not in policy, visit.page


def test_no_page_has_script_or_style_in_it(opened):
    for visit in opened:
        plain = visit.answer.streaming or "pdf" in visit.answer["Content-Type"]
        page = "" if plain else visit.answer.content.decode()
        assert "<style" not in page, visit.page
        assert ' style="' not in page, visit.page
        assert " onclick=" not in page, visit.page
        assert "<script>" not in page, visit.page


def costs(opened):
    """What each page costs for each who sees it."""
    found = {}
    for visit in opened:
        if visit.answer.status_code == 200:
            size = math.ceil(len(visit.answer.content) / 1000)
            page = found.setdefault(visit.page, {})
            page[visit.who] = {"queries": len(visit.cost.asked), "kB": size}
    return {page: dict(sorted(found[page].items())) for page in sorted(found)}


def test_every_page_is_small_and_asks_little(opened):
    heavy = {
        (page, who): cost
        for page, seen in costs(opened).items()
        for who, cost in seen.items()
        if cost["queries"] > MORE_QUERIES.get(page, MOST_QUERIES) or cost["kB"] > MOST_KB
    }
    assert heavy == {}


def test_every_page_costs_what_was_written_down(opened):
    found = costs(opened)
    if os.environ.get("PAGES") == "write":
        KEPT.write_text(json.dumps(found, indent=1) + "\n")
    kept = json.loads(KEPT.read_text())
    assert {page: set(seen) for page, seen in found.items()} == {
        page: set(seen) for page, seen in kept.items()
    }
    for page, seen in found.items():
        for who, cost in seen.items():
            before = kept[page][who]
            assert cost["queries"] == before["queries"], f"{page} as {who}"
            if page not in NEVER_THE_SAME:
                assert abs(cost["kB"] - before["kB"]) <= 1, f"{page} as {who}"


def test_a_stranger_and_a_colleague_of_another_school_see_no_page_about_noor(opened):
    about = {"circles:show", "contact:log", "contact:read", "safety:help"}
    about |= {"circles:keep_pupil", "circles:keep_adult", "details:kept", "details:change_kept"}
    about |= {"details:reach", "details:emergency", "circles:emergency_child"}
    about |= {"circles:double_of", "circles:merge", "circles:undo_merge"}
    about |= {"helpdesk:look_along"}
    about |= {"circles:find", "circles:on_paper", "circles:all_on_paper"}
    for visit in opened:
        if visit.page in about and visit.who in {"joris", "nobody", "vera"}:
            assert visit.answer.status_code in {302, 404}, f"{visit.page} as {visit.who}"


def test_a_teacher_does_not_see_her_own_child_at_work_and_does_at_home(opened):
    seen = {v.who: v.answer.status_code for v in opened if v.page == "circles:show (emre)"}
    assert seen["anna"] == 200
    assert seen["fatma"] == 404
    assert seen["fatma at home"] == 200


def test_every_page_of_a_circle_says_to_the_family_whom_to_call(opened):
    silent = {
        visit.page
        for visit in opened
        if visit.who in {"samira", "youssef", "fatma at home"}
        and visit.answer.status_code == 200
        and "/kring/" in visit.answer.request["PATH_INFO"]
        and 'href="tel:' not in visit.answer.content.decode()
    }
    assert silent == set()


def test_no_page_shows_the_other_home_where_this_one_is(opened):
    for visit in opened:
        if visit.who not in KEEPERS and not visit.answer.streaming:
            page = visit.answer.content.decode(errors="replace")
            may = visit.who in CALLERS and visit.page == "details:reach"
            may |= visit.who == "kees" and visit.page.startswith("details:emergency")
            told = {secret for secret in OF_ONE_HOME if secret in page}
            assert told <= ({"10000001"} if may else set()), f"{visit.page} as {visit.who}"
