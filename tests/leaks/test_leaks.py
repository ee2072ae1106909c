"""Everyone sees exactly what the table says: on every page, in every form, mail and log line."""

from datetime import date

import pytest
from django.apps import apps
from django.http import HttpResponse

from deelgenoot.config.addresses import addresses
from tests.house.walking import our_models
from tests.leaks.columns import ELSEWHERE, PRIVATE, said
from tests.leaks.crawl import LANGUAGES, as_text
from tests.leaks.leaving import about_emre, after_leaving
from tests.leaks.table import who_sees
from tests.leaks.tokens import Tokens, shapes_of

pytestmark = pytest.mark.xdist_group("leaks")
NEVER_A_PAGE = {
    "account_inactive account_login account_request_login_code": "signed in already",
    "account_signup": "signed in already",
    "account_confirm_login_code mfa_authenticate": "only between the mail and being signed in",
    "mfa_view_recovery_codes mfa_download_recovery_codes": "only with a second step",
    "mfa_generate_recovery_codes mfa_deactivate_totp": "only with a second step",
    "account_reauthenticate mfa_reauthenticate": "only with a second step",
    "people:hat home:done circles:answer_as_contact": "takes forms only",
    "account_logout ui:language": "takes forms only",
    "printing:print printing:posted": "takes forms only",
    "details:device_on details:device_off": "takes forms only",
    "letters:tick letters:take letters:wipe helpdesk:answer": "takes forms only",
    "contact:take_back contact:let_read": "takes forms only",
    "ui:gallery": "closed but for demonstrations",
}


def every_column():
    for model in our_models():
        for field in model._meta.concrete_fields:
            if not field.primary_key and not field.is_relation:
                yield f"{model._meta.db_table}.{field.column}"


def test_of_every_column_it_is_said_whether_it_is_private():
    new = set(every_column()) - said()
    assert not new, f"say in tests/leaks/columns.py whether it is private: {sorted(new)}"
    gone = {c for c in said() if c != "circles_capacityreach.capacity"} - set(every_column())
    assert not gone, f"take out of tests/leaks/columns.py: {sorted(gone)}"


def test_of_every_table_of_a_library_it_is_said_why_it_holds_no_token():
    ours = {model._meta.db_table for model in our_models()}
    assert {m._meta.db_table for m in apps.get_models()} - ours == set(ELSEWHERE)


def test_every_private_column_holds_tokens(crawled):
    columns = {name.partition(",")[0] for name in crawled.tokens.names}
    assert columns == {column.partition(".")[2] for column in PRIVATE}


def test_no_page_fails_for_anyone(crawled):
    assert crawled.failed == []


def test_every_page_was_opened_by_someone(crawled):
    closed = {name for names in NEVER_A_PAGE for name in names.split()}
    assert {route.name for route in addresses()} - crawled.shown <= closed


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyone_sees_what_the_table_says_and_nothing_else(crawled, language):
    found, table = crawled.by_token(language), who_sees()
    unknown = set(table) - crawled.tokens.names
    assert not unknown, f"in the table, but there is no such token: {sorted(unknown)}"
    leaks = [
        f"LEAK in {language}: {who} sees {name!r} at {crawled.seen[language, who, name][0]}"
        for name, seen in sorted(found.items())
        for who in sorted(seen - table.get(name, set()))
    ]
    missing = [
        f"GONE in {language}: {who} sees {name!r} nowhere any more"
        for name, seen in sorted(table.items())
        for who in sorted(seen - found.get(name, set()))
    ]
    assert not leaks + missing, "\n".join(leaks + missing)


def test_who_left_is_read_on_at_home_and_by_nobody_at_school(crawled):
    assert about_emre(crawled.after) == after_leaving()
    assert crawled.after.failed == []


def test_the_book_of_looks_and_the_work_of_the_machine_hold_no_token(crawled):
    assert crawled.kept_rows > 100
    assert crawled.in_rows == set()


def test_every_log_was_read(crawled):
    assert crawled.log_lines > 100


def test_every_page_that_fails_tells_nothing_but_that_the_fault_is_ours(crawled):
    assert len(set(crawled.broken)) > 12


def test_mail_and_text_messages_were_sent_and_read(crawled):
    mailed = {who for who, _mail in crawled.sent.mails}
    assert mailed == {"Samira", "Kees", "Bart", "Marleen", "Youssef"}
    assert {who for who, _text in crawled.sent.texts} == {"Youssef"}
    assert {who for who, _told in crawled.sent.shown} == {"Samira", "Youssef"}


def test_a_kind_of_answer_nobody_can_read_is_not_passed_over():
    with pytest.raises(AssertionError, match="image/png"):
        as_text(HttpResponse(b"drawn", content_type="image/png"))


def test_until_when_a_cookie_holds_is_no_time_to_be_called():
    answer = HttpResponse("<p>zq0001q</p>")
    answer.set_cookie("kept", "zq0002q", expires="Sun, 22 Nov 2026 19:43:00 GMT")
    read = as_text(answer)
    assert "19:43" not in read
    assert "zq0001q" in read
    assert "zq0002q" in read


@pytest.mark.parametrize(
    "written",
    [
        "ZQ0001Q",
        "z&#113;0001q",
        "<b>zq00</b>01q",
        "zq%30001q",
        "06 55 00 00 01",
        "tel:+31655000001",
        "donderdag 10 februari 1972",
        "١٠ فبراير ١٩٧٢",  # noqa: RUF001 - digits as Arabic writes them
        "value=1972-02-10",
    ],
)
def test_a_token_is_found_however_it_is_written(written):
    known = dict.fromkeys(("zq0001q", "655000001"), "the one")
    days = dict.fromkeys(shapes_of(date(1972, 2, 10)), "the one")
    assert Tokens(words=known, days=days).within(written) == {"the one"}
