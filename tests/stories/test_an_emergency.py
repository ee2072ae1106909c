"""An accident, a camp: who may look, whom to call, and the family that reads it the same day."""

import pytest

from tests.stories.sights import seen_everywhere
from tests.stories.steps import Visitor, said

pytestmark = pytest.mark.xdist_group("stories")
WHY = "Noor viel van het klimrek en thuis nam niemand op."
HEALTH = "Noor is allergisch voor noten. De pen zit in haar tas."
WRITE_HEALTH = """
INSERT INTO circles_entry (id, circle_id, author_id, at, topic, audience, shown_to, hidden_from,
    side, kind, detail, words) SELECT gen_random_uuid(), c.id, a.id, now(), 'health', 'circle',
    '{}', '{}', 'home', 'contact', 'message', %s FROM circles_circle c
    JOIN people_person p ON p.id = c.pupil_id AND p.first = 'Noor'
    JOIN people_person a ON a.first = 'Samira'"""
FORGET = (
    "DELETE FROM circles_ask WHERE kind LIKE '%emergency%'",
    "DELETE FROM circles_membership WHERE capacity = 'emergency'",
    "DELETE FROM circles_emergencylook",
    "DELETE FROM circles_entry WHERE topic = 'health'",
)


@pytest.fixture(autouse=True)
def a_quiet_school(site):
    """Leave the school of the stories as it was: nobody looks."""
    yield
    with site.database.connect("owner") as connection:
        for statement in FORGET:
            connection.execute(statement)


def sees_whom_to_call_and_no_more(someone: Visitor) -> None:
    """See both safe numbers on one phone screen, and no address or story."""
    numbers = someone.page.locator("main .dg-card a[href^='tel:']")
    assert {link.get_attribute("href") for link in numbers.all()} == {
        "tel:+31610000001", "tel:+31610000002",
    }  # fmt: skip
    for link in numbers.all():
        assert link.bounding_box()["y"] < 800, "whom to call stands on one phone screen"
    for hidden in ("Lindehof", "Kastanjepad", "Noor tekent graag", "demo.invalid"):
        someone.does_not_read(hidden)


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_child_fell_and_nobody_is_reached(visitor, address, site, language):
    with site.database.connect("owner") as connection:
        connection.execute(WRITE_HEALTH, [HEALTH])
    kees, samira = visitor("Kees", language=language), visitor("Samira", language=language)
    youssef = visitor("Youssef", language=language)
    kees.opens("/nood/")
    seen_everywhere(kees, "emergency-start")
    kees.taps_on("5B", about=said(language, "Emergency"))
    kees.taps_on("Noor El Amrani")
    seen_everywhere(kees, "emergency-child")
    kees.taps_on("I stand here now: let me look")
    kees.reads("Something is still missing")
    kees.fills_in("Why?", WHY)
    kees.taps_on("I stand here now: let me look")
    kees.reads_words(HEALTH)
    sees_whom_to_call_and_no_more(kees)
    seen_everywhere(kees, "emergency")

    for parent in (samira, youssef):
        parent.opens("/")
        parent.reads("In an emergency someone may look with %(pupil)s", pupil="Noor")
        parent.reads_words(WHY)
    samira.opens(address("Noor"))
    samira.reads("Looked in an emergency")
    samira.reads_words(WHY)
    samira.reads("may look now")
    seen_everywhere(samira, "circle-emergency")

    kees.opens(address("Noor", "nood/"))
    kees.taps_on("It is over: end this")
    kees.reads("Ended. Nobody looks there any more.")
    seen_everywhere(kees, "emergency-ended")
    kees.meets_nothing(address("Noor", "nood/"))
    samira.opens(address("Noor"))
    samira.reads_words(WHY)
    samira.does_not_read(said(language, "may look now"))


@pytest.mark.parametrize(
    ("language", "who", "javascript"),
    [("nl", "Anna", True), ("ar", "Ria", True), ("nl", "Ria", False)],
)
def test_a_class_goes_camping(visitor, language, who, javascript):
    someone = visitor(who, language=language, javascript=javascript)
    kees = visitor("Kees", language=language)
    fatma = visitor("Fatma", language=language)
    someone.opens("/klas/" if who == "Anna" else "/nood/")
    someone.taps = 0
    if who == "Anna":
        someone.taps_on("Emergency")
    else:
        someone.taps_on("5B", about=said(language, "Emergency"))
    someone.fills_in("Why?", "Kamp in Otterlo, Kees gaat mee.")
    someone.page.locator(".dg-choice", has_text="Kees").click()
    someone.taps += 1
    assert someone.taps == 2
    someone.reads_words("Kees Visser")
    if who == "Anna":  # who is in the circle reads who has no account, so has to be told
        someone.reads_words("Marleen de Wit")
    if javascript:
        seen_everywhere(someone, f"emergency-camp-{who.lower()}")

    kees.opens("/")
    kees.reads("Emergency")
    kees.taps_on("Choose the child")
    kees.taps_on("Noor El Amrani")
    kees.reads("Nothing is written down about health.")
    fatma.opens("/")
    fatma.goes_home()
    fatma.reads("In an emergency someone may look with %(pupil)s", pupil="Emre")
    kees.page.emulate_media(media="print")
    kees.reads(
        "This page is not for paper. Paper does not end, and shows the numbers of a home to"
        " whoever finds it."
    )
    assert not kees.page.locator("a[href^='tel:']").first.is_visible()


def test_a_colleague_never_looks_at_the_own_child_or_that_of_a_former_partner(visitor, site):
    """Fatma is Emre's mother; Marleen shares that child on paper, and has Pim."""
    with site.database.connect("owner") as connection:
        connection.execute(
            "INSERT INTO people_custody (id, child_id, adult_id, kind, relation, since, proof,"
            " noted_by) SELECT gen_random_uuid(), c.id, a.id, 'without', 'ex', now(), '', a.id"
            " FROM people_person c, people_person a WHERE c.first = 'Emre' AND a.first = 'Marleen'"
        )
        circles = dict(
            connection.execute(
                "SELECT p.first, c.id FROM circles_circle c JOIN people_person p"
                " ON p.id = c.pupil_id WHERE p.first IN ('Emre', 'Pim')"
            ).fetchall()
        )
        group = connection.execute(
            "SELECT id FROM organisations_group WHERE name = '5B'"
        ).fetchone()[0]
    try:
        fatma, anna = visitor("Fatma"), visitor("Anna")
        fatma.opens(f"/nood/klas/{group}/")
        fatma.reads_words("Noor El Amrani")
        for child, circle in circles.items():
            fatma.does_not_read(child)
            fatma.meets_nothing(f"/nood/kind/{circle}/")
            anna.opens(f"/nood/kind/{circle}/")
            anna.fills_in("Why?", "Uitje.")
            anna.page.locator(".dg-choice", has_text="Fatma").click()
            anna.reads("This colleague stands too close to this child. Choose someone else.")
            fatma.meets_nothing(f"/kring/{circle}/nood/")
    finally:
        with site.database.connect("owner") as connection:
            connection.execute("DELETE FROM people_custody WHERE relation = 'ex'")
