"""Work out which mail, number and address of a list are taken over, and which are let be.

What a person or the school noted by hand stays. Only what an earlier list brought, and nobody
touched since, is corrected by a later one. Who has come in, or has said how they want to be
reached, keeps that alone: an old number in a list may be an unsafe home.
"""

from typing import Any

from deelgenoot.details.rules import read_number
from deelgenoot.exchange.family_file import ADDRESS, Adult
from deelgenoot.exchange.family_plan import FamilyPlan
from deelgenoot.exchange.guardians.rows import AddressTold, AdultRow
from deelgenoot.exchange.namesakes import differ, home_in_words

MAIL, PHONE, HOME = "mail", "phone", "address"
Parts = tuple[str, ...]


def plan_details(plan: FamilyPlan, who: Adult, rows: list[AdultRow]) -> tuple[Parts, Parts]:
    """Plan what reaches one adult; says which kinds come along, and which stay as they are.

    Of two addresses neither is taken: which of them is safe, a list does not say.
    """
    mail = next((row.mail for row in rows if row.mail), "")
    phones = list(dict.fromkeys(number for row in rows for number in row.phones))
    homes = [row.address for row in rows if row.address]
    apart = differ(map(home_in_words, homes))
    home = homes[0] if homes and not apart else None
    keeps = who.account is not None or who.person in plan.stands.wished
    said = {
        MAIL: _mail(plan, who, mail, keeps=keeps),
        PHONE: _phones(plan, who, phones, keeps=keeps),
        HOME: _home(plan, who, home, keeps=keeps),
    }
    taken = tuple(kind for kind, taken in said.items() if taken)
    return taken, tuple(kind for kind, taken in said.items() if taken is False)


def _by_a_list(plan: FamilyPlan, noted: Any) -> bool:
    """Whether a list brought this and nobody has touched it since."""
    return noted in plan.stands.lists


def _mail(plan: FamilyPlan, who: Adult, mail: str, *, keeps: bool) -> bool | None:
    """Take a mail address over (True), let stand what stands (False), or nothing to do."""
    box = plan.stands.mails.get(who.person)
    if not mail or (box and box[1].casefold() == mail):
        return None
    if keeps or (box and not _by_a_list(plan, box[2])):
        return False
    if box is None:
        plan.add("people_mailbox", who.person, mail, plan.actor.now)
        return True
    moment = ("noted_at", box[2], plan.actor.now)
    plan.note("people_mailbox", box[0], [("address", box[1], mail), moment])
    return True


def _phones(plan: FamilyPlan, who: Adult, phones: list[str], *, keeps: bool) -> bool | None:
    """Take numbers over only for who has none here."""
    known = plan.stands.phones.get(who.person, set())
    if not set(phones) - known:
        return None
    if keeps or known:
        return False
    for number in phones:
        read = read_number(number)
        if read:
            facts = (read.e164, read.kind.value, "", plan.actor.now)
            plan.add("people_phone", who.person, *facts)
    return True


def _home(plan: FamilyPlan, who: Adult, home: AddressTold | None, *, keeps: bool) -> bool | None:
    """Take an address over for who is new, or where an earlier list brought one.

    An address that is missing here may have been taken out because it is not safe.
    """
    stands = plan.stands.addresses.get(who.person)
    if home is None or (stands and stands[1:-1] == told_in_order(home)):
        return None
    if who.planned:
        plan.add("people_address", who.person, *told_in_order(home), plan.actor.now)
        return True
    if keeps or stands is None or not _by_a_list(plan, stands[-1]):
        return False
    facts = list(zip(ADDRESS, stands[1:-1], told_in_order(home), strict=True))
    moment = ("noted_at", stands[-1], plan.actor.now)
    plan.note("people_address", stands[0], [*facts, moment])
    return True


def told_in_order(home: AddressTold) -> tuple[str, ...]:
    """The parts of an address in the order in which they are kept."""
    return tuple(getattr(home, name) for name in ADDRESS)
