"""The database itself says no: every table about people is guarded, every role is modest."""

import psycopg
import pytest
from django.db import models

from deelgenoot.access.policy import VISIBILITY
from deelgenoot.config.roles import troubles_of_this_role
from tests.house.walking import closed_models, guards, our_models

ALSO_GUARDED = {
    "people_mailbox",
    "people_address",
    "people_phone",
    "people_wishes",
    "people_custody",
    "people_courtlimit",
    "people_keptreach",
    "circles_invitation",
    "organisations_careorganisation",
    "organisations_careprofessional",
    "organisations_verification",
    "circles_merge",
    "circles_moved",
    "circles_twopeople",
    "circles_takingpart",
    "organisations_leaving",
    "post_letter",
    "post_pushdevice",
    "exchange_delivery",
    "exchange_deliveryline",
    "exchange_columntold",
    "exchange_copy",
    "letters_batch",
    "letters_paper",
    "helpdesk_lookalong",
    "safety_ownword",
}
EMPTY = {
    "safety_safetynote",
    "safety_ownword",
    "contact_whatworks",
    *("post_letter", "post_pushdevice", "people_keptreach", "circles_emergencylook"),
    *("exchange_delivery", "exchange_deliveryline", "exchange_columntold"),
    "exchange_copy",
    *("letters_batch", "letters_paper"),
    *("organisations_leaving", "helpdesk_lookalong"),
    *("circles_merge", "circles_moved", "circles_twopeople", "circles_takingpart"),
}
"""Tables the story leaves empty: mail is sent at once; nobody is 18, fell, is stuck, double or
in danger, every class takes part, and no browser asked for messages."""
OPEN = {
    "people_account": "an account holds a mail address to sign in with; it is read before anyone"
    " acts, and one's own",
    "circles_capacityreach": "what each capacity reads: the same for everyone, about nobody",
    "audit_line": "the web may add and not read: a right, not a row guard",
    "audit_seal": "only the worker reads and writes it: a right, not a row guard",
}
ROLE = (
    "SELECT rolsuper, rolbypassrls, pg_has_role(current_user, 'deelgenoot_owner', 'MEMBER'),"
    " EXISTS (SELECT 1 FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
    " WHERE r.rolname = current_user AND c.relkind IN ('r', 'v', 'm'))"
    " FROM pg_roles WHERE rolname = current_user"
)


def hang_on_a_circle():
    """The tables with a circle in them, and the circle itself."""
    return {"circles_circle"} | {
        model._meta.db_table
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.label == "circles.Circle"
    }


def test_every_table_is_closed_or_named_with_a_reason():
    bare = {m._meta.db_table for m in our_models()} - {m._meta.db_table for m in closed_models()}
    assert bare == set(OPEN)


def test_every_closed_table_says_who_sees_it():
    assert set(closed_models()) == set(VISIBILITY)


def test_every_visibility_says_in_a_sentence_who_sees():
    for seen_by in VISIBILITY.values():
        assert (seen_by.__doc__ or "").strip().endswith("."), seen_by


def test_every_table_that_hangs_on_a_circle_or_holds_what_is_private_has_a_guard():
    assert set(guards()) == hang_on_a_circle() | ALSO_GUARDED


@pytest.mark.parametrize("table", sorted(hang_on_a_circle() | ALSO_GUARDED))
@pytest.mark.parametrize("role", ["app_role", "jobs_role"])
def test_the_guard_of_each_table_works_for_the_web_and_the_workers(table, role, request):
    connection = request.getfixturevalue(role)
    assert connection.execute("SELECT row_security_active(%s)", [table]).fetchone() == (True,)


@pytest.mark.parametrize("table", sorted(hang_on_a_circle() | ALSO_GUARDED))
def test_without_someone_who_acts_there_is_no_row(table, app_role, owner):
    assert app_role.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    if table not in EMPTY:
        assert owner.execute(f"SELECT count(*) FROM {table}").fetchone() != (0,)


@pytest.mark.parametrize("role", ["app_role", "jobs_role"])
def test_the_web_and_the_workers_own_nothing_and_pass_by_nothing(role, request):
    connection = request.getfixturevalue(role)
    assert connection.execute(ROLE).fetchone() == (False, False, False, False)
    assert troubles_of_this_role(connection) == []


def test_the_owner_is_no_superuser_and_passes_no_guard_by_attribute(owner):
    super_, bypass, _, owns = owner.execute(ROLE).fetchone()
    assert (super_, bypass, owns) == (False, False, True)


def test_the_tests_themselves_work_as_the_web(db):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("deelgenoot_app",)


@pytest.mark.parametrize("role", ["app_role", "jobs_role"])
def test_nobody_changes_or_takes_out_a_line_of_the_audit_book(role, request):
    connection = request.getfixturevalue(role)
    for deed in ("UPDATE audit_line SET did = 'x'", "DELETE FROM audit_line"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(deed)


def test_the_web_cannot_read_the_audit_book(app_role):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_role.execute("SELECT 1 FROM audit_line")


def test_the_web_cannot_read_past_the_guards_through_a_view(app_role):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_role.execute("SELECT 1 FROM circles_derived")


def test_a_function_that_works_as_the_owner_looks_only_where_it_should(owner):
    rows = owner.execute(
        "SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace"
        " WHERE prosecdef AND nspname = 'public'"
        " AND NOT COALESCE(proconfig @> ARRAY['search_path=public, pg_temp'], false)"
    )
    assert rows.fetchall() == []


@pytest.mark.parametrize("model", closed_models(), ids=lambda model: model._meta.label)
def test_closed_tables_cannot_be_walked_backwards_or_many_to_many(model):
    assert model._meta.many_to_many == ()
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created:
            assert field.remote_field.related_name == "+", field


WRITTEN_BY_FEW = {
    "organisations_appointment",
    "organisations_assignment",
    "circles_schoolreach",
    "organisations_enrolment",
}
"""Tables everyone of the house may read, and on whose rows someone's reach rests."""


def test_every_table_on_which_reach_at_work_rests_takes_rows_from_few(owner):
    rests = owner.execute(
        "SELECT DISTINCT table_name FROM information_schema.view_table_usage"
        " WHERE view_name = 'circles_derived_at_work'"
        " AND (table_name LIKE 'organisations_a%%' OR table_name = ANY(%s))",
        [["circles_schoolreach", "organisations_enrolment"]],
    ).fetchall()
    assert {name for (name,) in rests} == WRITTEN_BY_FEW


@pytest.mark.parametrize("table", sorted(WRITTEN_BY_FEW))
@pytest.mark.parametrize("role", ["app_role", "jobs_role"])
def test_nobody_gives_reach_at_work_without_saying_who_acts(table, role, request):
    connection = request.getfixturevalue(role)
    assert connection.execute(f"UPDATE {table} SET until = NULL").rowcount == 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"INSERT INTO {table} (id) VALUES (gen_random_uuid())")


def test_every_guarded_table_says_what_a_newcomer_sees(owner):
    """A letter may be in the wrong hands: no table is open to who has not shown who they are."""
    narrowed = owner.execute(
        "SELECT tablename FROM pg_policies WHERE permissive = 'RESTRICTIVE' AND cmd = %s"
        " AND qual LIKE '%%deelgenoot_is_new%%'",
        ["SELECT"],
    )
    also = {"circles_circle": "that it is there is what a newcomer is told"}
    assert {table for (table,) in narrowed} | set(also) == set(guards())
