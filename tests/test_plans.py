"""No list of the site reads a whole guarded table, however many schools there are.

`SCHOOLS=120` builds more of them; `-s` prints how much each list reads and how long it takes.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.queries import (
    around,
    asks,
    care,
    emergencies,
    finding,
    keeping,
    lately,
    paper,
    story,
)
from deelgenoot.circles.queries.doubles import adults_called, likely_doubles
from deelgenoot.circles.queries.merging import pair_kept
from deelgenoot.circles.queries.whom_to_call import contact_persons
from deelgenoot.circles.terms import Side, Topic
from deelgenoot.contact.queries import klas as contact
from deelgenoot.contact.queries import school as contact_school
from deelgenoot.details.queries import known_of
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.safety import queries as safety
from tests.database import TestDatabase, copy_of_template
from tests.house.walking import guards
from tests.many_schools import build

SCHOOLS = int(os.environ.get("SCHOOLS", "60"))
MANY = 20
MOST_BLOCKS = 45_000
"""Of 8 kB each, which one list may read. What it reads is the same on a slow or busy machine."""
WAYS = ("Hit", "Read")
GUARDED = set(guards())


@pytest.fixture(scope="module")
def country(
    superuser: dict[str, str],
    test_database: TestDatabase,
    django_db_setup: None,
    django_db_blocker: object,
) -> Iterator[dict[str, object]]:
    """A copy of the template with many schools, on which Django works as the web."""
    label = test_database.name.rpartition("_")[2]
    django = connections["default"]
    before = dict(django.settings_dict)
    with copy_of_template(superuser, f"plans_{label}") as database:
        with database.connect("owner") as owner:
            found = build(owner, schools=SCHOOLS)
        with django_db_blocker.unblock():  # type: ignore[attr-defined]
            django.close()
            django.settings_dict.update(NAME=database.name)
            yield found
            django.close()
            django.settings_dict.update(before)


def someone(country: dict[str, object], name: str) -> Actor:
    """One of the people of the first school."""
    hat = Hat.FAMILY if name == "parent" else Hat.WORK
    if name == "psychologist":
        return Actor(
            account_id=None, persons=(country[name],), hat=hat, now=timezone.now(), name=name,
            organisation_id=country["care"], controller_id=country["practice"], outside=True,
        )  # fmt: skip
    return Actor(
        account_id=None, persons=(country[name],), hat=hat, now=timezone.now(), name=name,
        organisation_id=None if name == "parent" else country["school"],
        controller_id=None if name == "parent" else country["board"],
    )  # fmt: skip


def a_story(actor: Actor, country: dict[str, object]) -> object:
    circle = around.find_circle(actor, country["circle"])
    return around.members(actor, circle), story.story(actor, circle).lines


def an_older_page(actor: Actor, country: dict[str, object]) -> object:
    circle = around.find_circle(actor, country["circle"])
    first = story.story(actor, circle, limit=3)
    return story.story(actor, circle, older_than=first.older).lines


def words_found(actor: Actor, country: dict[str, object]) -> object:
    circle = around.find_circle(actor, country["circle"])
    word = story.story(actor, circle, limit=1).lines[0].words.split()[0]
    return finding.find_back(actor, circle, finding.Asked(word)).lines


def words_that_are_not_there(actor: Actor, country: dict[str, object]) -> object:
    circle = around.find_circle(actor, country["circle"])
    found = finding.find_back(actor, circle, finding.Asked("onvindbaar"))
    return [found.back_to] if not found.lines else []


def a_part(actor: Actor, country: dict[str, object]) -> object:
    circle = around.find_circle(actor, country["circle"])
    asked = [finding.Asked(topic=topic) for topic in Topic]
    asked += [finding.Asked(side=side) for side in Side]
    return [line for part in asked for line in finding.find_back(actor, circle, part).lines]


def a_story_on_paper(actor: Actor, country: dict[str, object]) -> object:
    circle = around.find_circle(actor, country["circle"])
    return paper.story_on_paper(actor, circle, everyone=False).lines


def one_entry(actor: Actor, country: dict[str, object]) -> object:
    circle = around.find_circle(actor, country["circle"])
    line = story.story(actor, circle, limit=1).lines[0]
    return [story.find_entry(actor, line.id)]


def the_news(actor: Actor, country: dict[str, object]) -> object:
    circles = [line.id for line in around.my_circles(actor)]
    since = actor.now - timedelta(days=60)
    return story.latest_entries(actor, circles, since=since, but=set())


def new_at_work(actor: Actor, country: dict[str, object]) -> object:
    return [lately.told_lately(actor, since=actor.now - timedelta(days=14), but=set())]


def whom_to_call(actor: Actor, country: dict[str, object]) -> object:
    return contact_persons(actor, [line.id for line in around.my_circles(actor)])


def guardians(actor: Actor, country: dict[str, object]) -> object:
    enrolment = keeping.find_enrolment(actor, country["enrolment"])
    return keeping.guardians_of(actor, enrolment)


LISTS: dict[str, tuple[tuple[str, ...], Callable[[Actor, dict[str, object]], object]]] = {
    "a story with its people": (("parent", "teacher", "coordinator"), a_story),
    "an older page of a story": (("parent", "coordinator"), an_older_page),
    "words found in a story": (("parent", "teacher", "coordinator"), words_found),
    "words that are not there": (("parent", "coordinator"), words_that_are_not_there),
    "parts of a story": (("parent", "coordinator"), a_part),
    "a story on paper": (("parent", "coordinator"), a_story_on_paper),
    "one entry": (("parent", "teacher"), one_entry),
    "what is asked of me": (("parent",), lambda actor, _: asks.open_asks(actor)),
    "nothing is asked of me": (
        ("teacher", "coordinator"), lambda actor, _: [asks.open_asks(actor)],
    ),
    "my circles": (("parent", "teacher", "coordinator"), lambda a, _: around.my_circles(a)),
    "who looked in an emergency": (
        ("parent", "teacher", "coordinator"),
        lambda actor, c: emergencies.looks_at(actor, c["circle"]),
    ),
    "who looked lately": (
        ("teacher", "coordinator"), lambda actor, _: emergencies.looks_lately(actor),
    ),
    "closed notes about a pupil": (
        ("teacher", "officer"), lambda actor, c: safety.notes(actor, circle=c["circle"]).lines,
    ),
    "closed notes about all": (
        ("teacher", "officer"), lambda actor, _: safety.notes(actor).lines,
    ),
    "own words": (
        ("administrator",),
        lambda actor, _: safety.own_words(actor, keeping.my_school(actor)),
    ),
    "words that ask": (
        ("parent", "teacher"), lambda _, c: safety.words_that_ask(c["circle"]),
    ),
    "the news": (("parent",), the_news),
    "what is new at work": (("teacher", "coordinator"), new_at_work),
    "every class of the school": (
        ("coordinator",), lambda actor, _: contact_school.classes_of_school(actor).classes,
    ),
    "whom to call": (("parent",), whom_to_call),
    "my class": (("teacher",), lambda actor, _: contact.my_class(actor).pupils),
    "classes kept": (("administrator",), lambda actor, _: keeping.groups_kept(actor)),
    "pupils kept": (
        ("administrator",), lambda actor, c: keeping.pupils_kept(actor, c["group"]),
    ),
    "guardians kept": (("administrator",), guardians),
    "colleagues kept": (("administrator",), lambda actor, _: keeping.staff_kept(actor)),
    "a person kept": (
        ("administrator",), lambda actor, c: keeping.find_person(actor, c["parent"]),
    ),
    "care kept": (("administrator",), lambda actor, _: care.care_kept(actor)),
    "people in care kept": (
        ("administrator",), lambda actor, c: care.professionals_of(actor, c["care"]),
    ),
    "how care was verified": (
        ("administrator",), lambda actor, c: care.verifications_of(actor, c["care"]),
    ),
    "which school to call": (("psychologist",), lambda actor, _: care.schools_to_call(actor)),
    "who look alike": (("administrator",), lambda actor, _: likely_doubles(actor)[0]),
    "an adult by name": (("administrator",), lambda actor, _: adults_called(actor, "moeder")[0]),
    "two side by side": (
        ("administrator",), lambda actor, c: [pair_kept(actor, c["parent"], c["father"])],
    ),
    "how a parent is reached": (
        ("parent", "teacher", "administrator"), lambda actor, c: known_of(actor, [c["parent"]]),
    ),
}  # fmt: skip
CASES = [(name, who) for name, (people, _) in LISTS.items() for who in people]


class Plans:
    """Explains every SELECT on its way, as the web, with the rights of who acts."""

    def __init__(self) -> None:
        self.scans: list[str] = []
        self.ms = 0.0
        self.blocks = 0

    def __call__(self, execute, sql, given, many, context):  # type: ignore[no-untyped-def]
        """Ask for the plan first, then let the question go on."""
        if sql.startswith("SELECT") and "set_config" not in sql:
            cursor = context["cursor"]
            execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", given, many, context)
            plan = cursor.fetchone()[0]
            plan = json.loads(plan) if isinstance(plan, str) else plan
            self._walk(plan[0]["Plan"], sql)
            self.ms += plan[0]["Execution Time"] + plan[0]["Planning Time"]
            self.blocks += sum(plan[0]["Plan"][f"Shared {way} Blocks"] for way in WAYS)
        return execute(sql, given, many, context)

    def _walk(self, node: dict[str, object], sql: str) -> None:
        """Look for a scan of a whole guarded table."""
        whole = node["Node Type"] == "Seq Scan" or "Index Cond" not in node
        guarded = node.get("Relation Name") in GUARDED
        if whole and guarded and node["Node Type"] != "Bitmap Heap Scan":
            self.scans.append(f"{node['Node Type']} of {node['Relation Name']}: {sql[:200]}")
        for part in node.get("Plans", []):
            self._walk(part, sql)


@pytest.mark.parametrize(("name", "who"), CASES, ids=[f"{n}, {w}" for n, w in CASES])
def test_a_list_reads_only_what_is_near(name, who, country):
    actor, read = someone(country, who), LISTS[name][1]
    plans = Plans()
    with acting_as(actor), connection.execute_wrapper(plans):
        assert read(actor, country)
    with acting_as(actor):
        began = time.perf_counter()
        read(actor, country)
        took = (time.perf_counter() - began) * 1000
    told = f"{plans.blocks} blocks | plans {plans.ms:.1f} ms | whole {took:.1f} ms"
    print(f"{SCHOOLS} schools | {name}, {who} | {told}")
    if SCHOOLS >= MANY:  # a small table is read whole, and rightly so
        assert plans.scans == []
    assert plans.blocks < MOST_BLOCKS


FOUND_BY_ANOTHER = {"post_letter"}
"""A table nobody lists: post is found by the task that sends it."""


@pytest.mark.parametrize(
    "who", ["parent", "teacher", "officer", "coordinator", "administrator", "psychologist"]
)
@pytest.mark.parametrize("table", sorted(GUARDED - FOUND_BY_ANOTHER))
def test_a_guard_by_itself_finds_its_rows_by_index(table, who, country):
    plans = Plans()
    actor = someone(country, who)
    with acting_as(actor), connection.execute_wrapper(plans), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
    if SCHOOLS >= MANY:
        assert plans.scans == []


def test_the_plan_reader_sees_a_scan_of_a_whole_table():
    whole = {"Node Type": "Seq Scan", "Relation Name": "circles_entry"}
    by_index = {"Node Type": "Index Scan", "Relation Name": "circles_entry", "Index Cond": "x"}
    for node, scans in ((whole, 1), (by_index, 0), ({"Node Type": "Limit", "Plans": [whole]}, 1)):
        plans = Plans()
        plans._walk(node, "SELECT")
        assert len(plans.scans) == scans
