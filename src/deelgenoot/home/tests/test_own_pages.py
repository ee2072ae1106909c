"""Every page of signing in stands in our own frame and in Dutch; none falls back."""

import re

import pytest

from deelgenoot.home import urls
from tests.visitors import Visitor, mail_of

DUTCH = re.compile(r"\b(de|het|je|een|op|van|en|niet|met|in)\b")
ENGLISH = re.compile(r"\b(the|your|you|with|sign|code from|enter|please)\b", re.IGNORECASE)


def anonymous(visitor: Visitor) -> None:
    """Nobody is signed in."""


def who_asked(visitor: Visitor) -> None:
    """Someone asked for a code."""
    visitor.ask_code(mail_of("samira"))


def parent(visitor: Visitor) -> None:
    """A parent is in."""
    visitor.sign_in("samira")


def colleague(visitor: Visitor) -> None:
    """A colleague is in, without second step."""
    visitor.sign_in("anna")


def with_step(visitor: Visitor) -> None:
    """A colleague is in and has the second step."""
    visitor.sign_in("anna")
    visitor.set_up_second_step()


def halfway(visitor: Visitor) -> None:
    """A colleague typed the mailed code and not yet the second one."""
    first = Visitor(visitor.copy, "10.3.3.3")
    with_step(first)
    visitor.sign_in("anna")


STATES = {
    "account_login": anonymous,
    "account_request_login_code": anonymous,
    "account_confirm_login_code": who_asked,
    "account_logout": parent,
    "account_inactive": anonymous,
    "account_signup": anonymous,
    "account_reauthenticate": None,
    "mfa_index": with_step,
    "mfa_authenticate": halfway,
    "mfa_reauthenticate": with_step,
    "mfa_activate_totp": colleague,
    "mfa_deactivate_totp": with_step,
    "mfa_view_recovery_codes": with_step,
    "mfa_generate_recovery_codes": with_step,
    "mfa_download_recovery_codes": None,
}
OURS = {"today": parent, "done": None, "invited": anonymous, "welcome": None, "prove": None}
"""The pages of a newcomer are opened in test_codes_on_paper."""


def test_every_address_of_the_front_door_is_looked_at_here():
    assert {pattern.name for pattern in urls.signing_in} == set(STATES)
    assert {pattern.name for pattern in urls.pages[0]} == set(OURS)


def path_of(name):
    patterns = {p.name: p for p in (*urls.signing_in, *urls.pages[0])}
    return "/" + str(patterns[name].pattern)


def check_frame(answer):
    page = answer.content.decode()
    assert answer.status_code == 200, answer.get("Location")
    assert 'class="dg-top' in page
    assert '<html lang="nl"' in page
    assert page.count("<h1") == 1
    shown = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    assert len(DUTCH.findall(shown)) >= 3, shown
    assert not ENGLISH.findall(shown), ENGLISH.findall(shown)
    assert answer["Cache-Control"] in (
        "no-store",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )


@pytest.mark.parametrize("name", [n for n, s in {**STATES, **OURS}.items() if s])
def test_the_page_stands_in_our_frame_and_speaks_dutch(street, name):
    visitor = street.visitor()
    {**STATES, **OURS}[name](visitor)
    check_frame(visitor.get(path_of(name)))


def test_the_page_without_second_step_says_how_to_set_it_up(street):
    visitor = street.visitor()
    colleague(visitor)
    check_frame(visitor.get("/tweede-stap/"))


def test_asking_once_more_leads_to_a_page_of_ours(street):
    visitor = street.visitor()
    with_step(visitor)
    answer = visitor.get("/nogmaals/", follow=True)
    check_frame(answer)


def test_spare_codes_are_kept_as_plain_text(street):
    visitor = street.visitor()
    with_step(visitor)
    answer = visitor.get("/reservecodes/bewaren/")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    assert len(answer.content.split()) >= 8
    assert "<" not in answer.content.decode()


@pytest.mark.parametrize("name", [*STATES, *OURS])
def test_at_the_wrong_moment_a_page_leads_somewhere_and_never_fails(street, name):
    path = path_of(name).replace("<uuid:ask_id>", "00000000-0000-0000-0000-000000000000")
    for state in (anonymous, parent, colleague, with_step):
        visitor = street.visitor()
        state(visitor)
        for answer in (visitor.get(path), visitor.post(path, {})):
            assert answer.status_code in (200, 302, 403, 404, 405), (
                state,
                name,
                answer.status_code,
            )
            if answer.content and answer["Content-Type"].startswith("text/html"):
                assert 'class="dg-top' in answer.content.decode(), (state, name)
