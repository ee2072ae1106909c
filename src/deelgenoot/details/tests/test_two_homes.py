"""Where one home lives and how it is reached is never seen by the other, on any page, anywhere."""

import pytest
from django.core.exceptions import PermissionDenied

from deelgenoot.access.rows import acting_as
from deelgenoot.details.actions import (
    add_phone,
    forget_address,
    keep_address,
    keep_mail,
    keep_safe,
    keep_wishes,
    take_out_phone,
)
from deelgenoot.details.queries import known_of
from deelgenoot.details.rules import it_is_not_the_address_of_a_child
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.addresses import Address, Phone, Wishes
from deelgenoot.people.models import Mailbox, Person


def known_to(actor, person):
    with acting_as(actor):
        found = known_of(actor, [person])
    return found[0] if found else None


@pytest.fixture
def samira_row(cast):
    with acting_as(cast.samira):
        return Person.objects.seen_by(cast.samira).get(pk=cast.samira.person_id)


def test_who_keeps_the_papers_sees_them_and_so_does_one_self(cast, signed_in_as):
    assert "Lindehof 7" in signed_in_as("samira").get("/mijn-gegevens/").content.decode()
    assert "Lindehof" not in signed_in_as("youssef").get("/mijn-gegevens/").content.decode()
    for actor in (cast.ria, cast.samira):
        known = known_to(actor, cast.samira.person_id)
        assert known.address.street == "Lindehof"
        assert known.mail.address == "samira@demo.invalid"


@pytest.mark.parametrize(
    "name", ["anna", "fatma", "fatma_at_home", "kees", "youssef", "joris", "ellen"]
)
def test_nobody_else_sees_an_address_or_a_mail_address(cast, name):
    known = known_to(cast.everyone[name], cast.samira.person_id)
    assert known is None or (known.address, known.mail) == (None, None)


@pytest.mark.parametrize("name", ["anna", "fatma"])
def test_a_class_teacher_sees_the_wishes_and_only_the_number_that_is_safe(cast, samira_row, name):
    add_phone(cast.samira, samira_row, number="026 351 2345", label="thuis")
    known = known_to(cast.everyone[name], samira_row.pk)
    assert [phone.number for phone in known.phones] == ["+31610000001"]
    assert known.wishes.never == ("letter",)
    own = known_to(cast.samira, samira_row.pk)
    nothing = {"never": [], "days": [], "call_from": None, "call_until": None}
    noted = own.wishes.noted_at
    keep_safe(cast.samira, samira_row, only_phone=None, known=noted, **nothing)
    assert len(known_to(cast.everyone[name], samira_row.pk).phones) == 2


@pytest.mark.parametrize(
    "name", ["fatma_at_home", "kees", "youssef", "joris", "ellen", "hassan", "stranger"]
)
def test_nobody_else_sees_a_number_or_a_wish(cast, name):
    actor = cast.everyone[name]
    with acting_as(actor):
        for model in (Address, Phone, Wishes, Mailbox):
            rows = model.objects.seen_by(actor)
            theirs = rows.exclude(person__in=actor.persons)
            assert not theirs.filter(person=cast.samira.person_id).exists(), model


@pytest.mark.parametrize(
    "name",
    ["anna", "fatma", "fatma_at_home", "kees", "youssef", "joris", "ellen", "hassan", "stranger"],
)
def test_nobody_else_changes_how_someone_is_reached(cast, samira_row, name):
    actor = cast.everyone[name]
    home = {"street": "x", "number": "1", "addition": "", "postcode": "6811 AB", "town": "y"}
    wishes = {"languages": [], "needs_interpreter": False, "reads_little": False}
    safe = {"never": [], "days": [], "call_from": None, "call_until": None}
    for deed, asked in (
        (keep_address, {**home, "country": "NL", "known": None}),
        (forget_address, {}),
        (keep_mail, {"address": "a@b.invalid", "known": None}),
        (add_phone, {"number": "06 12345678", "label": ""}),
        (take_out_phone, {"phone": cast.new_id()}),
        (keep_wishes, {**wishes, "channel": "sms", "names_step": True, "known": None}),
        (keep_safe, {**safe, "only_phone": None, "known": None}),
    ):
        with pytest.raises(PermissionDenied):
            deed(actor, samira_row, **asked)


@pytest.fixture
def noors_page(cast):
    with acting_as(cast.ria):
        rows = Enrolment.objects.seen_by(cast.ria).filter(pupil__first="Noor")
        enrolment = rows.values_list("pk", flat=True).get()
    return f"/beheer/leerling/{enrolment}/{cast.samira.person_id}/gegevens/"


def test_the_administrator_changes_what_a_parent_asked(cast, signed_in_as, noors_page):
    ria = signed_in_as("ria")
    assert "Lindehof 7" in ria.get(noors_page).content.decode()
    told = {"number": "٠٢٦٣٥١٢٣٤٥", "label": "سميرة"}
    assert ria.post(f"{noors_page}telefoon/", told).status_code == 302
    assert known_to(cast.samira, cast.samira.person_id).phones[-1].label == "سميرة"


@pytest.mark.parametrize("who", ["anna", "fatma", "kees", "joris", "samira", "youssef"])
def test_for_anyone_else_that_page_does_not_exist(signed_in_as, noors_page, who):
    client = signed_in_as(who)
    for page in (noors_page, f"{noors_page}adres/"):
        assert client.get(page).status_code == 404
        assert client.post(page, {"weg": "adres"}).status_code == 404


def test_an_adult_of_another_child_does_not_hang_under_this_one(cast, signed_in_as, noors_page):
    bart = noors_page.replace(str(cast.samira.person_id), str(cast.fatma_at_home.person_id))
    assert signed_in_as("ria").get(bart).status_code == 404


def test_the_address_of_a_child_is_not_kept(cast):
    with acting_as(cast.ria):
        noor = Person.objects.seen_by(cast.ria).get(pk=cast.noor.pupil_id)
    home = {"street": "x", "number": "1", "addition": "", "postcode": "6811 AB", "town": "y"}
    with pytest.raises((Refused, PermissionDenied)):
        keep_address(cast.ria, noor, **home, country="NL", known=None)
    herself = type(cast.ria)(None, (noor.pk,), cast.samira.hat, cast.ria.now)
    with pytest.raises(Refused) as refused:
        keep_address(herself, noor, **home, country="NL", known=None)
    assert refused.value.broken == (it_is_not_the_address_of_a_child,)
    assert known_to(herself, noor.pk).address is None
