"""A school begins with one class: its teacher sees it, and a class that waits is left in peace."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.stories.steps import Visitor, counted, said

pytestmark = pytest.mark.xdist_group("stories of a whole school")

TEACHES = (
    "INSERT INTO organisations_assignment (id, appointment_id, group_id, role, since)"
    " SELECT gen_random_uuid(), a.appointment_id, g.id, a.role, a.since"
    " FROM organisations_assignment a JOIN organisations_appointment t ON t.id = a.appointment_id"
    " JOIN people_person p ON p.id = t.person_id AND p.first = 'Fatma'"
    " JOIN organisations_group b ON b.id = a.group_id AND b.name = '5B'"
    " JOIN organisations_group g ON g.name = '5A' AND g.year = b.year"
    " AND g.school_id = b.school_id"
    " WHERE a.until IS NULL AND a.since <= now() AND a.role <> 'substitute'"
    " AND EXISTS (SELECT 1 FROM organisations_place h WHERE h.group_id = g.id"
    " AND h.since <= now() AND h.until IS NULL) LIMIT 1"
    " ON CONFLICT DO NOTHING RETURNING id, group_id"
)
LEAVES = "DELETE FROM organisations_assignment WHERE id = %s"
DERIVE = "SELECT deelgenoot_renew_memberships(ARRAY(SELECT id FROM circles_circle))"
ENDS = "DELETE FROM circles_takingpart"
WAITS = (
    "%(num)s child of this class does not take part yet. An administrator turns that on.",
    "%(num)s children of this class do not take part yet. An administrator turns that on.",
)
HEADS = (
    "SELECT count(*), count(*) FILTER (WHERE NOT deelgenoot_family_came_in(p.enrolment_id)),"
    " min(c.first) FILTER (WHERE NOT deelgenoot_family_came_in(p.enrolment_id))"
    " FROM organisations_place p JOIN organisations_group g ON g.id = p.group_id"
    " JOIN organisations_enrolment e ON e.id = p.enrolment_id"
    " JOIN people_person c ON c.id = e.pupil_id WHERE g.name = %s AND p.until IS NULL"
)


@pytest.fixture
def of_5a(site) -> Iterator[str]:
    """Fatma works with 5A too for as long as the story lasts; afterwards all take part again."""
    with site.database.connect("owner") as owner:
        ((task, group),) = owner.execute(TEACHES).fetchall()
        owner.execute(DERIVE)
    yield f"/klas/?klas={group}"
    with site.database.connect("owner") as owner:
        owner.execute(ENDS)
        owner.execute(LEAVES, [task])
        owner.execute(DERIVE)


def heads(site, group):
    """How many are in a class, of how many no family is in, and the name of one of those."""
    with site.database.connect("owner") as owner:
        return owner.execute(HEADS, [group]).fetchone()


def ria_goes_class_by_class(ria: Visitor) -> None:
    """The administrator looks what it does, and lets the classes wait."""
    ria.opens("/beheer/meedoen/")
    ria.reads("Now all classes take part. You can also begin with one class or some.")
    ria.taps_on("Begin with one class or some")
    ria.reads("This happens")
    ria.can_use_this_page()
    ria.taps_on("Begin with some classes")
    ria.reads("Now only the classes you choose take part. The others wait.")
    ria.reads("waits")
    ria.can_use_this_page()


def ria_begins_with(ria: Visitor, group: str) -> None:
    """She chooses one class, looks what it does, and lets it take part from today."""
    ria.taps_on(group)
    ria.reads("All classes")
    ria.can_use_this_page()
    ria.taps_on("Look what happens")
    ria.reads("Nothing goes out by itself. You make the letters when you are ready.")
    ria.can_use_this_page()
    ria.taps_on("Let %(name)s take part", name=group)
    ria.reads("Let this class not take part yet")
    ria.can_use_this_page()


def reads_that_nothing_is_asked(fatma: Visitor, page: str) -> None:
    """A colleague of a class that waits reads so, and finds no child and nothing to do."""
    fatma.opens(page)
    fatma.reads("This class does not take part yet")
    calm = "Nothing goes out to families, and nothing is asked of you."
    fatma.reads(f"{calm} An administrator of your school turns it on.")
    assert fatma.page.locator("main .dg-pupilcard").count() == 0
    fatma.does_not_read(said(fatma.language, "Keep a contact"))
    fatma.can_use_this_page()


@pytest.mark.parametrize(
    ("language", "width", "javascript"),
    [("nl", 360, True), ("ar", 1280, True), ("ar", 360, False)],
)
def test_one_class_begins_and_the_others_wait_in_peace(
    visitor, site, of_5a, language, width, javascript
):
    everyone, waiting, child = heads(site, "5B")
    assert 0 < waiting < everyone
    look = {"language": language, "width": width}
    ria = visitor("Ria", **look)
    anna, fatma = (visitor(name, **look, javascript=javascript) for name in ("Anna", "Fatma"))
    if not javascript:
        for one in (anna, fatma):
            one.can_use_this_page = lambda: None
    anna.opens("/klas/")
    anna.reads_words(child)
    ria_goes_class_by_class(ria)
    anna.opens("/klas/")
    anna.reads_words(counted(language, *WAITS, waiting, num=waiting))
    expect(anna.page.get_by_text(child, exact=True)).to_have_count(0)
    anna.can_use_this_page()
    ria_begins_with(ria, "5B")
    anna.opens("/klas/")
    anna.reads_words(child)
    assert anna.page.locator("main .dg-pupilcard").count() == everyone
    anna.does_not_read(counted(language, *WAITS, waiting, num=waiting))
    anna.can_use_this_page()
    reads_that_nothing_is_asked(fatma, of_5a)
    ria.opens("/beheer/meedoen/")
    ria.taps_on("Let all classes take part")
    ria.reads("This happens")
    ria.taps_on("Let all classes take part")
    ria.reads("Now all classes take part. You can also begin with one class or some.")
    fatma.opens(of_5a)
    fatma.reads_words(heads(site, "5A")[2])


def test_who_keeps_no_school_chooses_no_classes(visitor):
    for name in ("Samira", "Anna", "Kees", "Joris"):
        visitor(name).meets_nothing("/beheer/meedoen/")
