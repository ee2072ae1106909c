"""A notice says that there is a message and nothing more, to each at their own address."""

import pytest

from deelgenoot.access.rows import acting_as
from deelgenoot.contact.actions.telling import answer_contact, log_contact
from deelgenoot.contact.terms import How, Tone
from deelgenoot.post.sending import deliver
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("empty_outbox")

WORDS = "Noor huilde vandaag om de scheiding."


def contact_told_by_anna(copy):
    cast = Cast()
    with copy.working_as("app"):
        noor = cast.noor
        moment = log_contact(
            cast.anna, noor, entry_id=cast.new_id(), how=How.DOOR, tone=Tone.GOOD, line=WORDS
        )
        with acting_as(cast.samira):
            answer_contact(
                cast.samira, moment.entry, entry_id=cast.new_id(), words="Papa weet dit niet."
            )


def test_the_mail_of_a_contact_carries_no_word_of_it_and_no_name_of_the_child(
    copy, postbox, letters
):
    contact_told_by_anna(copy)
    for letter, *_rest in letters():
        deliver(letter)
    assert {mail["To"] for mail in postbox.mails} == {
        "samira@demo.invalid",
        "youssef@demo.invalid",
        "anna@demo.invalid",
    }
    for mail in postbox.mails:
        everything = str(mail) + mail.get_content()
        assert not [
            word for word in (*WORDS.split(), "Papa weet") if len(word) > 6 and word in everything
        ]
        for name in ("Noor", "huilde", "scheiding", "Papa"):
            assert name not in everything, everything


def test_the_address_and_name_of_the_other_home_never_stand_in_a_notice(copy, postbox, letters):
    contact_told_by_anna(copy)
    assert all(address == "" for _id, _body, address, *_rest in letters())
    for letter, *_rest in letters():
        deliver(letter)
    homes = {"samira@demo.invalid": "youssef", "youssef@demo.invalid": "samira"}
    at_home = [mail for mail in postbox.mails if mail["To"] in homes]
    assert len(at_home) == 2
    for mail in at_home:
        everything = (str(mail) + mail.get_content()).casefold()
        assert homes[mail["To"]] not in everything
        assert "kees@" not in everything
        assert mail["Cc"] is None
        assert mail["Bcc"] is None
