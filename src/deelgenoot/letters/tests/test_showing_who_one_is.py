"""Who shows at school who they are reads along; nobody ticks for their own family."""

import pytest
from django.core.exceptions import PermissionDenied

from deelgenoot.access.rows import acting_as
from deelgenoot.letters.actions.proof import tick_proof
from deelgenoot.people.models import Person
from tests.cast import Cast

NEW = (
    "UPDATE people_person SET proven_at = NULL, account_id = COALESCE(account_id,"
    " (SELECT id FROM people_account ORDER BY email LIMIT 1)) WHERE id = %s"
)
PROVEN = "SELECT proven_at IS NOT NULL FROM people_person WHERE id = %s"


@pytest.fixture
def samira(street):
    """Noor's mother, as if she came in with a letter."""
    found = Cast().samira.person_id
    street.copy.change(NEW, found)
    return found


def row(person):
    return Person(pk=person)


@pytest.mark.parametrize("who", ["anna", "fatma", "ria"])
def test_the_class_teacher_and_the_administrator_tick_it(street, samira, who):
    actor = getattr(Cast(), who)
    with acting_as(actor):
        tick_proof(actor, row(samira))
    assert street.copy.rows(PROVEN, samira) == [(True,)]
    said = street.copy.rows("SELECT did, object FROM audit_line WHERE did = 'tick_proof'")
    assert said == [("tick_proof", samira)]


@pytest.mark.parametrize(
    "who", ["samira", "youssef", "kees", "joris", "ellen", "hassan", "stranger", "fatma_at_home"]
)
def test_nobody_else_ticks_it_and_nobody_for_oneself(street, samira, who):
    actor = Cast().youssef if who == "samira" else getattr(Cast(), who)
    with acting_as(actor), pytest.raises(PermissionDenied):
        tick_proof(actor, row(samira))
    assert street.copy.rows(PROVEN, samira) == [(False,)]


def test_a_colleague_ticks_nothing_for_the_own_child_nor_for_the_other_parent(street):
    fatma, cast = Cast().fatma, Cast()
    emre = cast.emre.pupil_id
    other = street.copy.rows(
        "INSERT INTO people_person (id, controller_id, side, first, rest, language,"
        " workplace_name)"
        " SELECT gen_random_uuid(), controller_id, 'family', 'Murat', 'Kaya', 'nl', ''"
        " FROM people_person WHERE id = %s RETURNING id",
        emre,
    )[0][0]
    street.copy.change(
        "INSERT INTO people_custody (id, child_id, adult_id, kind, relation, since, proof,"
        " noted_by) VALUES (gen_random_uuid(), %s, %s, 'custody', '', now(), 'x', %s)",
        emre,
        other,
        other,
    )
    for person in (emre, other, cast.fatma_at_home.person_id):
        street.copy.change(NEW, person)
        with acting_as(fatma), pytest.raises(PermissionDenied):
            tick_proof(fatma, row(person))
        assert street.copy.rows(PROVEN, person) == [(False,)]


def test_the_administrator_gets_a_letter_as_a_file_and_the_page_says_what_is_missing(street):
    ria = street.visitor()
    ria.sign_in("ria")
    pim, marleen = street.copy.rows(
        "SELECT e.id, k.adult_id FROM organisations_enrolment e JOIN people_custody k"
        " ON k.child_id = e.pupil_id JOIN people_person c ON c.id = e.pupil_id"
        " JOIN people_person a ON a.id = k.adult_id WHERE c.first = 'Pim' AND a.first = 'Marleen'"
    )[0]
    page = f"/beheer/leerling/{pim}/code/{marleen}/"
    missing = ria.post(page, {"way": "letter"})
    assert missing.status_code == 200
    assert "Het adres is niet bekend" in missing.content.decode()
    card = ria.post(page, {"way": "hand"})
    assert card["Content-Type"] == "application/pdf"
    assert card.content.startswith(b"%PDF-")
    assert "Marleen" not in card["Content-Disposition"]
    street.copy.change(
        "INSERT INTO people_wishes (id, person_id, channel, languages, needs_interpreter,"
        " reads_little, days, never, names_step, noted_at) VALUES (gen_random_uuid(), %s, 'mail',"
        " '{}', false, false, '{}', '{letter}', false, now())",
        marleen,
    )
    unsafe = ria.post(page, {"way": "letter"}).content.decode()
    assert "niet veilig" in unsafe
    for who in ("samira", "anna", "joris", "ellen"):
        other = street.visitor()
        other.sign_in(who)
        assert other.get(page).status_code == 404
        assert other.post(page, {"way": "hand"}).status_code == 404
