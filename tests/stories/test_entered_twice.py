"""A mother is entered twice: the page asks, Ria puts the two together, and takes it back."""

import pytest

from tests.stories.sights import seen_everywhere
from tests.stories.steps import Visitor

pytestmark = pytest.mark.xdist_group("stories of a whole school")
FAMILY = {"nl": ("Maas", "Sofie", "Willem", "Samuel"), "ar": ("Dijk", "Salma", "Samuel", "Kim")}


def opens_pupil(ria: Visitor, child: str) -> None:
    with ria.site.database.connect("owner") as owner:
        [(enrolment,)] = owner.execute(
            "SELECT e.id FROM organisations_enrolment e JOIN people_person p"
            " ON p.id = e.pupil_id WHERE p.first = %s",
            [child],
        ).fetchall()
    ria.opens(f"/beheer/leerling/{enrolment}/")


def adds(ria: Visitor, child: str, first: str, rest: str, mail: str) -> None:
    opens_pupil(ria, child)
    ria.fills_in("First name", first)
    ria.fills_in("Rest of the name", rest)
    ria.fills_in("How does school know?", "gezagsregister, 1 november 2026")
    ria.fills_in("Mail address", mail)
    ria.taps_on("Add")


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_mother_who_was_entered_twice_is_put_together_and_apart_again(visitor, language):
    rest, first, one, other = FAMILY[language]
    name, mail = f"{first} {rest}", f"{first.lower()}@thuis.invalid"
    ria: Visitor = visitor("Ria", language=language)
    adds(ria, one, first, rest, mail)
    ria.reads("%(name)s is added.", name=name)

    adds(ria, other, rest.upper(), first, mail)  # the parts of the name the other way round
    ria.reads("Is this adult here already?")
    seen_everywhere(ria, "twice-asked")
    ria.chooses("No, this is someone else")
    ria.taps_on("Add")
    ria.reads("%(name)s is added.", name=f"{rest.upper()} {first}")

    ria.opens("/beheer/dubbelen/")
    seen_everywhere(ria, "twice-list")
    ria.taps_on("Take back", about=name)
    ria.reads("It is taken back.")
    ria.reads_words(name)
    seen_everywhere(ria, "twice-pair")
    ria.taps_on("Put side by side", about=name)
    ria.reads("Who sees what afterwards")
    seen_everywhere(ria, "twice-side")
    ria.taps_on("This is one person")
    ria.reads("Something is still missing")  # which name stays is chosen by nobody but Ria
    ria.chooses(name)
    ria.taps_on("This is one person")
    ria.reads("Done. From now on this is one person.")
    seen_everywhere(ria, "twice-done")

    opens_pupil(ria, other)
    ria.reads_words(name)
    ria.opens("/beheer/dubbelen/")
    ria.taps_on(name)
    ria.taps_on("Make it two people again")
    ria.reads("Done. They are two people again.")
    seen_everywhere(ria, "twice-parted")


@pytest.mark.parametrize("language", ["nl"])
def test_a_double_is_found_by_hand_without_javascript(visitor, language):
    ria: Visitor = visitor("Ria", language=language, javascript=False)
    adds(ria, "Kim", "Hanna", "Zomer", "hanna@thuis.invalid")
    adds(ria, "Willem", "Hannah", "Zomer", "")
    ria.opens("/beheer/dubbelen/")
    ria.fills_in("Name of an adult", "zomer")
    ria.taps_on("Search")
    ria.taps_on("Hanna Zomer")
    ria.fills_in("Name of an adult", "zomer")
    ria.taps_on("Search")
    ria.taps_on("Hannah Zomer")
    ria.reads("Is this one person?")
    ria.taps_on("These are two people")
    ria.reads("It is noted: these are two people.")


INVITED = (
    "INSERT INTO circles_invitation (id, school_id, person_id, way, address, known, code_hash,"
    " made_at, expires_at, tries) SELECT gen_random_uuid(), e.school_id, %(adult)s, 'mail',"
    " %(mail)s, true, %(hash)s, now(), now() + interval '9 days', 0"
    " FROM organisations_enrolment e WHERE e.pupil_id = %(child)s"
)
ADULT = (
    "INSERT INTO people_person (id, controller_id, side, first, rest, language, workplace_name)"
    " SELECT gen_random_uuid(), controller_id, 'family', 'Bilal', 'Twee', 'nl', ''"
    " FROM people_person WHERE id = %s RETURNING id"
)


def invited_at_two_schools(site, mail: str) -> list[tuple[str, str]]:
    """A father with a child at each of two boards: his two codes, and the children."""
    from deelgenoot.circles.codes import fingerprint, new_code

    made = []
    with site.database.connect("owner") as owner:
        children = owner.execute(
            "SELECT DISTINCT ON (s.board_id) p.id, p.first FROM organisations_enrolment e"
            " JOIN people_person p ON p.id = e.pupil_id JOIN organisations_school s"
            " ON s.id = e.school_id WHERE p.first NOT IN ('Noor', 'Emre', 'Pim')"
            " AND e.until IS NULL"
            " ORDER BY s.board_id, p.first"
        ).fetchall()
        for child, first in children:
            [(adult,)] = owner.execute(ADULT, [child]).fetchall()
            owner.execute(
                "INSERT INTO people_custody (id, child_id, adult_id, kind, relation, since, proof,"
                " noted_by) VALUES (gen_random_uuid(), %s, %s, 'custody', '', now(), 'x', %s)",
                [child, adult, adult],
            )
            owner.execute(
                "SELECT deelgenoot_renew_memberships(ARRAY(SELECT id FROM circles_circle WHERE"
                " pupil_id = %s))",
                [child],
            )
            code = new_code()
            given = {"adult": adult, "mail": mail, "hash": fingerprint(code), "child": child}
            owner.execute(INVITED, given)
            made.append((code, first))
    return made


def test_one_father_invited_by_two_schools_comes_into_one_account_and_sees_both(visitor, site):
    mail = "bilal@thuis.invalid"
    (first, child), (second, other) = invited_at_two_schools(site, mail)
    father: Visitor = visitor()
    father.opens(f"/uitnodiging/?code={first}")
    father.taps_on("Go on")
    father.reads_words(child)
    father.opens("/uitloggen/")
    father.taps_on("Sign out")
    father.opens(f"/uitnodiging/?code={second}")
    father.taps_on("Go on")
    before = len(site.post.mails)
    father.fills_in("Your mail address", mail)
    father.taps_on("Mail me a code")
    father.fills_in("Your code", site.post.code_in(site.post.wait_for(mail, after=before)))
    father.taps_on("Sign in")
    father.opens("/")
    father.reads_words(child)
    father.reads_words(other)
    seen_everywhere(father, "twice-two-schools")
