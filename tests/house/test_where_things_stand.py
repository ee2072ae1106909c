"""Rows are read where reading lives, written where deeds live; nothing goes round the policy."""

import ast
import re

import pytest

from deelgenoot.access.machine_tasks import MACHINE_TASKS
from tests.house.walking import guards, nodes, sources

READ_AND_WRITE = {
    *("queries", "actions", "policy", "contact_policy", "emergency_policy", "papers_policy"),
    "merging_policy",
    "leaving_policy",
    "starting_policy",
}
ALSO = {
    "people/accounts.py": "opens and finds the account someone signs in with, before anyone acts",
    "people/backends.py": "finds the account of a session and its hats, before anyone acts",
    "post/outbox.py": "puts a mail in the outbox as part of a deed",
    "post/pushing.py": "writes and takes out messages for devices, as the task that sends",
    "post/sending.py": "takes a mail out as the task that sends",
    "exchange/school_file.py": "reads what stands of a school, as who brings in its file",
    "exchange/family_file.py": "reads which adults stand around pupils, as who brings in a list",
    "exchange/people_out.py": "reads who is at school, for a list to take along",
    "circles/management/commands/add_administrator.py": "finds the school that was named",
    "demo/story.py": "finds the people of the story, each time as someone",
    "demo/further.py": "tells the demo story, as who does each deed",
}
PAST_POLICY = {
    "circles/queries/around.py": "families read on which days a colleague of their circle works",
    "circles/queries/whom_to_call.py": "families are told only of who still works at the school",
    "people/backends.py": "the hats of an account are what a policy starts from",
}
RAW = {"access", "audit", "database"}


def touches(attribute):
    return {path for path, node in nodes(ast.Attribute) if node.attr == attribute}


def floor(path):
    parts = path.removesuffix(".py").split("/")
    return parts[1] if len(parts) > 1 else parts[0]


def slice_of(path):
    return path.partition("/")[0]


def test_tables_are_touched_only_where_reading_and_writing_live():
    elsewhere = {path for path in touches("objects") if floor(path) not in READ_AND_WRITE}
    assert elsewhere == set(ALSO)


def test_only_policies_and_a_few_named_files_read_past_the_policy():
    past = {path for path in touches("for_policy") if not floor(path).endswith("policy")}
    assert past == set(PAST_POLICY)


@pytest.mark.parametrize(
    "way_round", ["_base_manager", "_default_manager", "raw", "extra", "_raw_delete"]
)
def test_nothing_goes_round_the_closed_manager(way_round):
    assert touches(way_round) == set()


def called():
    for path, node in nodes(ast.Call):
        name = node.func
        yield path, name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")


def test_only_access_and_audit_speak_to_the_database_themselves():
    bare = {"cursor", "QuerySet", "RawSQL", "execute_wrapper"}
    spoken = {(path, name) for path, name in called() if name in bare}
    allowed = {path for path, _ in spoken if slice_of(path) in RAW}
    assert {path for path, _ in spoken} - allowed == set()


def test_queries_write_nothing_and_policies_write_nothing():
    writes = {"create", "create_many", "update", "delete", "save", "bulk_create", "insert_many"}
    found = {
        path for path, name in called() if name in writes and floor(path) in {"queries", "policy"}
    }
    assert found == set()


def test_pages_neither_read_nor_write_tables_themselves():
    imported = {
        path
        for path, node in nodes(ast.ImportFrom)
        if floor(path) in {"views", "forms"} and (node.module or "").startswith("django.db.models")
    }
    assert imported == set()


def test_no_form_writes_a_closed_table():
    assert {path for path, node in nodes(ast.Name) if node.id == "ModelForm"} == set()
    assert touches("ModelForm") == set()


def test_there_are_no_signals():
    named = {
        path
        for path, node in nodes(ast.ImportFrom)
        if "signals" in (node.module or "").split(".") and floor(path) != "processes"
    }
    assert named == set()


def test_a_deed_that_is_done_for_a_task_names_one_that_is_listed():
    acting = {
        node.args[0].id
        for path, node in nodes(ast.Call)
        if isinstance(node.func, ast.Name) and node.func.id == "machine"
    }
    in_guards = {
        named
        for guard in guards().values()
        for named in re.findall(r"CREATE POLICY task_(\w+)_[a-z]+ ON", guard.sql)
    }
    assert {name.lower() for name in acting} | in_guards == set(MACHINE_TASKS)
    assert in_guards <= set(MACHINE_TASKS)


def test_no_word_of_a_closed_table_is_printed_in_the_log():
    logged = {
        path
        for path, node in nodes(ast.Call)
        if isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"log", "logger", "logging"}
    }
    assert {path for path in logged if slice_of(path) not in {"database", "audit"}} == set()


def test_the_names_that_say_nothing_are_not_used():
    empty = {"utils", "helpers", "common", "services", "core", "misc", "lib"}
    assert {
        path for path in sources() if empty & set(path.removesuffix(".py").split("/"))
    } == set()
