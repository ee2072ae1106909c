"""Every page of the path, and how one gets there."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.site import Site
from tests.stories.steps import Visitor


@dataclass(frozen=True)
class Addresses:
    """Where the pages of Noor's circle and of the administrator are."""

    circle: str
    contact: str
    find: str
    paper: str
    paper_of_all: str
    help: str
    contact_person: str
    read: str
    group: str
    colleague: str
    substitutes: str
    emergency_class: str
    emergency_child: str
    pupil: str
    leaving: str
    adult: str
    invite: str
    care: str
    care_add: str
    care_person: str
    care_right: str
    care_person_right: str
    double_of: str
    merge: str


QUESTION = """
    SELECT c.id, (SELECT e.id FROM circles_entry e WHERE e.circle_id = c.id
                  AND e.answers_id IS NULL ORDER BY e.at LIMIT 1),
           (SELECT o.group_id FROM organisations_place o WHERE o.enrolment_id = c.enrolment_id
            LIMIT 1), c.enrolment_id,
           (SELECT min(k.adult_id::text) FROM people_custody k WHERE k.child_id = c.pupil_id),
           (SELECT max(k.adult_id::text) FROM people_custody k WHERE k.child_id = c.pupil_id),
           (SELECT t.id FROM people_person t WHERE t.first = 'Anna' AND t.side = 'work'),
           w.organisation_id, w.id
    FROM circles_circle c JOIN people_person p ON p.id = c.pupil_id
    JOIN organisations_careprofessional w ON w.profession = 'psychologist'
    JOIN people_person l ON l.id = w.person_id AND l.first = 'Ellen' WHERE p.first = 'Noor'"""


def find_addresses(site: Site) -> Addresses:
    """Look up the addresses, past every right."""
    with site.database.connect("owner") as connection:
        rows = connection.execute(QUESTION).fetchall()
    assert len(rows) == 1
    circle, entry, group, enrolment, adult, other, teacher, care, professional = rows[0]
    return Addresses(
        f"/kring/{circle}/",
        f"/kring/{circle}/contact/",
        f"/kring/{circle}/terugvinden/",
        f"/kring/{circle}/op-papier/",
        f"/kring/{circle}/op-papier/alles/",
        f"/kring/{circle}/hulp/",
        f"/kring/{circle}/vaste-persoon/",
        f"/kring/{circle}/contact/{entry}/",
        f"/beheer/klas/{group}/",
        f"/beheer/collegas/{teacher}/",
        f"/klas/{group}/invaller/",
        f"/nood/klas/{group}/",
        f"/nood/kind/{circle}/",
        f"/beheer/leerling/{enrolment}/",
        f"/beheer/leerling/{enrolment}/van-school/",
        f"/beheer/leerling/{enrolment}/{adult}/",
        f"/beheer/uitnodigen/{adult}/",
        f"/beheer/zorg/{care}/",
        f"/beheer/zorg/{care}/nieuw/",
        f"/beheer/zorg/mensen/{professional}/",
        f"/beheer/zorg/{care}/verbeteren/",
        f"/beheer/zorg/mensen/{professional}/verbeteren/",
        f"/beheer/dubbelen/{adult}/",
        f"/beheer/dubbelen/{adult}/{other}/",
    )


Way = Callable[[Visitor, Addresses], None]


def at(path: str) -> Way:
    """Open an address of the house."""
    return lambda someone, known: someone.opens(path) and None


def to(name: str) -> Way:
    """Open one of the addresses of Noor's circle or of the administrator."""
    return lambda someone, known: someone.opens(getattr(known, name)) and None


def sent_empty(name: str, button: str) -> Way:
    """Open a form and send it with nothing in it."""

    def go(someone: Visitor, known: Addresses) -> None:
        someone.opens(getattr(known, name) if hasattr(known, name) else name)
        someone.taps_on(button)
        someone.reads("Something is still missing")

    return go


def code_asked_for(someone: Visitor, known: Addresses) -> None:
    """Ask for a code by mail."""
    someone.opens("/inloggen/")
    someone.fills_in("Your mail address", "nobody@demo.invalid")
    someone.taps_on("Mail me a code")
    someone.reads("Look in your mail")


def at_home(someone: Visitor, known: Addresses) -> None:
    """Change to the hat of home."""
    someone.opens("/")
    someone.taps_on("At home")


def unfolded(someone: Visitor, known: Addresses) -> None:
    """Open the page of an adult and note a decision of a court without saying which."""
    someone.opens(known.adult)
    someone.unfolds("Show what is noted")
    someone.unfolds("Note a decision of a court")
    someone.taps_on("Note the decision")
    someone.reads("Something is still missing")


def found(someone: Visitor, known: Addresses) -> None:
    """Look for what school told about learning, this school year."""
    someone.opens(known.find)
    someone.unfolds("Choose what about, from whom, from when")
    someone.chooses("This school year")
    someone.taps_on("Search")
    someone.reads("Found")


def not_found(someone: Visitor, known: Addresses) -> None:
    """Look for a word that is not there."""
    someone.opens(known.find)
    someone.fills_in("Which words?", "onvindbaar")
    someone.taps_on("Search")
    someone.reads("Nothing found")


def nothing_sought(someone: Visitor, known: Addresses) -> None:
    """Look for a sign that is no word."""
    someone.opens(known.find)
    someone.fills_in("Which words?", "%")
    someone.taps_on("Search")
    someone.reads("Something is still missing")


def looked_at(someone: Visitor, known: Addresses) -> None:
    """Fill in today as a last day and look what it does."""
    someone.opens(known.leaving)
    someone.taps_on("Look what happens")
    someone.reads("This happens")


PAGES: dict[str, dict[str, Way]] = {
    "": {
        "sign-in": at("/inloggen/"),
        "sign-in-empty": sent_empty("/inloggen/", "Mail me a code"),
        "code": code_asked_for,
        "invited": at("/uitnodiging/?code=2345-6789-ABCD"),
        "invited-empty": sent_empty("/uitnodiging/", "Go on"),
        "how": at("/aanmelden/"),
    },
    "Samira": {
        "today-parent": at("/"),
        "circle-parent": to("circle"),
        "find-parent": to("find"),
        "find-found": found,
        "find-not-found": not_found,
        "find-no-word": nothing_sought,
        "paper-parent": to("paper"),
        "read-parent": to("read"),
        "tell-parent": to("contact"),
        "tell-empty": sent_empty("contact", "Send"),
        "help-parent": to("help"),
        "contact-person": to("contact_person"),
        "contact-person-empty": sent_empty("contact_person", "Send"),
        "not-found": at("/kring/niets/"),
        "sign-out": at("/uitloggen/"),
    },
    "Anna": {
        "today-teacher": at("/"),
        "help-teacher": to("help"),
        "help-empty": sent_empty("help", "Keep closed"),
        "notes": at("/hulp/"),
        "class": at("/klas/"),
        "substitutes": to("substitutes"),
        "emergencies": at("/nood/"),
        "emergency-class": to("emergency_class"),
        "emergency-child": to("emergency_child"),
        "emergency-child-empty": sent_empty("emergency_child", "I stand here now: let me look"),
        "contact": to("contact"),
        "contact-empty": sent_empty("contact", "Keep"),
        "circle-teacher": to("circle"),
        "paper-of-all-teacher": to("paper_of_all"),
        "read-teacher": to("read"),
        "contact-person-teacher": to("contact_person"),
        "contact-person-ask": sent_empty("contact_person", "Ask"),
    },
    "Kees": {
        "today-nothing": at("/"),
        "class-of-others": at("/klas/"),
        "school-over": at("/klas/school/"),
    },
    "Fatma": {"today-hats": at("/"), "today-home": at_home},
    "Ria": {
        "today-keeper": at("/"),
        "keeping": at("/beheer/"),
        "staff": at("/beheer/collegas/"),
        "staff-add": at("/beheer/collegas/nieuw/"),
        "staff-add-empty": sent_empty("/beheer/collegas/nieuw/", "Add"),
        "staff-person": to("colleague"),
        "who-reads-what": at("/beheer/wie-leest-wat/"),
        "narrow": at("/beheer/wie-leest-wat/subject_teacher/"),
        "keeping-class": to("group"),
        "keeping-pupil": to("pupil"),
        "keeping-leaving": to("leaving"),
        "keeping-leaving-looked-at": looked_at,
        "keeping-left": at("/beheer/van-school/"),
        "keeping-adult": to("adult"),
        "keeping-adult-empty": unfolded,
        "keeping-empty": sent_empty("pupil", "Add"),
        "keeping-invite": to("invite"),
        "own-words": at("/beheer/eigen-woorden/"),
        "own-words-empty": sent_empty("/beheer/eigen-woorden/", "Add"),
        "care": at("/beheer/zorg/"),
        "care-add": at("/beheer/zorg/nieuw/"),
        "care-add-empty": sent_empty("/beheer/zorg/nieuw/", "Add"),
        "care-organisation": to("care"),
        "care-add-person": to("care_add"),
        "care-add-person-empty": sent_empty("care_add", "Add"),
        "care-person": to("care_person"),
        "care-right": to("care_right"),
        "care-right-empty": sent_empty("care_right", "Keep"),
        "care-person-right": to("care_person_right"),
        "doubles": at("/beheer/dubbelen/"),
        "doubles-found": at("/beheer/dubbelen/?name=el+amrani"),
        "double-of": to("double_of"),
        "merge-refused": to("merge"),
    },
    "Ellen": {"today-outside": at("/")},
}
