"""The demo story: two schools out of their own files, a few families, and first contacts."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from deelgenoot.access.machine_tasks import IMPORT
from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.contact_person import ask_contact_person, wish_contact
from deelgenoot.circles.actions.custody import note_court_limit
from deelgenoot.circles.actions.people import add_guardian, invite
from deelgenoot.circles.invitations import find_invitation, use_invitation
from deelgenoot.circles.models import Circle, Entry
from deelgenoot.circles.queries.around import find_circle
from deelgenoot.circles.queries.keeping import find_enrolment
from deelgenoot.contact.actions.taking_back import let_read_now
from deelgenoot.contact.actions.telling import answer_contact, log_contact
from deelgenoot.contact.models import ContactMoment
from deelgenoot.contact.terms import How, Tone
from deelgenoot.demo.cast import BY_KEY
from deelgenoot.demo.further import new_id, tell_further
from deelgenoot.demo.neighbours import tell_of_care
from deelgenoot.details.actions import add_phone, keep_address, keep_safe
from deelgenoot.exchange.actions.importing import import_school
from deelgenoot.exchange.edexml.reader import read_file
from deelgenoot.exchange.edexml.samples import MADE_ON, SAMPLES
from deelgenoot.kernel.actor import Actor, Hat, machine
from deelgenoot.organisations.actions import add_administrator, set_days, set_phone
from deelgenoot.organisations.models import Appointment, Enrolment, School
from deelgenoot.people.accounts import find_account, open_account
from deelgenoot.people.backends import HatBackend
from deelgenoot.people.models import Person
from deelgenoot.people.terms import CustodyKind, LimitKind

PHONE = "026 000 00 00"
HOMES = {  # made up, as everything here
    "samira": ("06 10000001", "Lindehof", "6811 ZZ"),
    "youssef": ("06 10000002", "Kastanjepad", "6822 ZZ"),
}


def tell_story(*, further: bool = True) -> bool:
    """Make the demo school, all or nothing; says whether there was anything to do."""
    if find_account(BY_KEY["anna"].mail):
        return False
    with transaction.atomic():
        teller = Storyteller(timezone.now())
        keeper, school = teller.tell()
        if further:
            tell_further(teller, keeper, school)
    return True


class Storyteller:
    """Tells the story through the deeds people do themselves."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.task = machine(IMPORT, now=now)

    def tell(self) -> tuple[Actor, School]:
        """Schools, people, families, contacts; gives the administrator and her school."""
        school = self._school("regenboog.xml", "De Regenboog")
        other = self._school("zonnebloem.xml", "De Zonnebloem")
        with acting_as(self.task):
            set_phone(self.task, school, phone=PHONE)
            set_days(self.task, school, key="LK-ANNA", days=[0, 1, 3, 4])
            set_days(self.task, school, key="LK-FATMA", days=[2])
            ria = add_administrator(self.task, school, first="Ria", rest="Vos")
            rob = add_administrator(self.task, other, first="Rob", rest="Stam")
        keeper = self._at_work(ria, school)
        self.let_in(keeper, school, ria, "ria")
        for key in ("anna", "fatma", "kees"):
            self.let_in(keeper, school, self._colleague(school, f"LK-{key.upper()}"), key)
        self.let_in(self._at_work(rob, other), other, self._colleague(other, "LK-JORIS"), "joris")
        tell_of_care(keeper, school, self.let_in)
        self._families(keeper, school)
        self._contacts()
        self._handover()
        return keeper, school

    def _school(self, file: str, name: str) -> School:
        """Bring in one school's own file."""
        with acting_as(self.task):
            told = read_file(SAMPLES / file, today=MADE_ON)
            return import_school(self.task, told, name=name)

    def _at_work(self, person: Person, school: School) -> Actor:
        """A colleague at work."""
        return Actor(
            account_id=None,
            persons=(person.pk,),
            hat=Hat.WORK,
            now=self.now,
            name=person.first,
            organisation_id=school.pk,
            controller_id=school.board_id,
        )

    def _colleague(self, school: School, key: str) -> Person:
        """Find a colleague by the key in the school's file."""
        rows = Appointment.objects.seen_by(self.task).filter(school=school, key=key)
        return rows.select_related("person")[0].person

    def let_in(self, keeper: Actor, school: School, person: Person, key: str) -> None:
        """Invite a person and let them use the code."""
        mail = BY_KEY[key].mail
        with acting_as(keeper):
            made = invite(keeper, school, person=person, address=mail, language="nl")
        found = find_invitation(made.code_hash)
        account = find_account(mail) or open_account(mail, language="nl")
        if found:
            use_invitation(found, account, now=self.now)

    def _families(self, keeper: Actor, school: School) -> None:
        """Parents: two homes, a colleague who is also a mother, one without custody."""
        adults = (
            ("Noor", "El Amrani", "Samira", "El Amrani", CustodyKind.CUSTODY, "samira"),
            ("Noor", "El Amrani", "Youssef", "El Amrani", CustodyKind.CUSTODY, "youssef"),
            ("Emre", "Kaya", "Fatma", "Kaya", CustodyKind.CUSTODY, "fatma"),
            ("Pim", "de Wit", "Marleen", "de Wit", CustodyKind.CUSTODY, ""),
            ("Pim", "de Wit", "Bart", "de Wit", CustodyKind.WITHOUT, ""),
        )
        for child, family, first, rest, kind, key in adults:
            mail = BY_KEY[key].mail if key else ""
            with acting_as(keeper):
                adult = add_guardian(
                    keeper,
                    self._enrolment(keeper, child, family),
                    first=first,
                    rest=rest,
                    kind=kind,
                    address=mail,
                    language="nl",
                    proof="gezagsregister, 1 sep 2026",
                )
                if first == "Bart":
                    self._kept_away(keeper, adult)
            if key:
                self.let_in(keeper, school, adult, key)
            if key in HOMES:
                with acting_as(keeper):
                    self._home(keeper, adult, *HOMES[key])

    def _home(self, keeper: Actor, adult: Person, number: str, street: str, postcode: str) -> None:
        """Where and how one of the homes is reached, told to the school's administrator."""
        home = {"street": street, "number": "7", "addition": "", "town": "Arnhem"}
        keep_address(keeper, adult, postcode=postcode, country="NL", known=None, **home)
        phone = add_phone(keeper, adult, number=number, label="")
        hours = {"call_from": time(9), "call_until": time(14)}
        safe = {"only_phone": phone.pk, "never": ["letter"], "days": [0, 1, 3]}
        keep_safe(keeper, adult, known=None, **safe, **hours)  # type: ignore[arg-type]

    def _kept_away(self, keeper: Actor, adult: Person) -> None:
        """A father a court keeps away from his child; only who keeps the papers knows."""
        note_court_limit(
            keeper,
            self._enrolment(keeper, "Pim", "de Wit"),
            adult=adult.pk,
            kind=LimitKind.NO_CONTACT,
            decision="Rechtbank Gelderland, 3 sep 2026, nummer 00-0000",
            since=self.now,
            until=None,
        )

    def _enrolment(self, keeper: Actor, first: str, rest: str) -> Enrolment:
        """Find a pupil by name."""
        rows = Enrolment.objects.seen_by(keeper).filter(pupil__first=first, pupil__rest=rest)
        return find_enrolment(keeper, rows[0].pk)

    def be(self, key: str, hat: Hat) -> Actor:
        """Put on the hat of one of the cast."""
        account = find_account(BY_KEY[key].mail)
        assert account
        known = HatBackend().get_user(account.pk)
        assert known
        worn = next(option for option in known.hats() if option.hat is hat)
        return worn.worn_by(account.pk, now=self.now)

    def circle(self, actor: Actor, first: str) -> Circle:
        """Find the circle of a pupil by first name."""
        with acting_as(actor):
            rows = Circle.objects.seen_by(actor).filter(pupil__first=first)
            return find_circle(actor, rows[0].pk)

    def _handover(self) -> None:
        """Anna asks Kees to be Emre's contact person; Emre's mother was asked first."""
        anna, fatma = self.be("anna", Hat.WORK), self.be("fatma", Hat.FAMILY)
        emre, kees = self.circle(anna, "Emre"), self.be("kees", Hat.WORK)
        asked = ask_contact_person(anna, emre, person=kees.person_id)
        wish_contact(fatma, emre, preferred=None, about=asked)

    def _contacts(self) -> None:
        """What was told, in the words of who told it."""
        anna = self.be("anna", Hat.WORK)
        samira = self.be("samira", Hat.FAMILY)
        noor = self.circle(anna, "Noor")
        known = "Kennisgemaakt met Samira en Youssef. Noor tekent graag en helpt thuis met koken."
        first = self._log(anna, noor, How.PHONE, 34, known)
        said = "Fijn gesprek. Als Noor moe is, helpt het om even rustig te zitten."
        _read_at_once(samira, answer_contact(samira, first.entry, entry_id=new_id(), words=said))
        self._log(
            anna,
            noor,
            How.DOOR,
            2,
            "Noor heeft vandaag zelf om hulp gevraagd bij de tafels. Dat was nieuw. Ze was trots.",
        )
        for name, how, days, line in (
            ("Willem", How.PHONE, 10, "Willem vertelt thuis veel over het project ruimte."),
            ("Samuel", How.DOOR, 5, "Samuel las vandaag hardop voor. De klas was stil."),
        ):
            self._log(anna, self.circle(anna, name), how, days, line)
        for child in sorted(self._not_yet(anna))[6:]:
            self._log(
                anna,
                child[1],
                How.DOOR,
                40,
                f"Kennisgemaakt met thuis. {child[0]} heeft er zin in.",
            )

    def _log(self, actor: Actor, circle: Circle, how: How, days: int, line: str) -> ContactMoment:
        """Keep one contact of some days ago."""
        day = timezone.localtime(self.now) - timedelta(days=days)
        at = day.replace(hour=15, minute=10)
        moment = log_contact(
            actor, circle, entry_id=new_id(), how=how, tone=Tone.GOOD, line=line, at=at
        )
        _read_at_once(actor, moment.entry)
        return moment

    def _not_yet(self, actor: Actor) -> list[tuple[str, Circle]]:
        """The circles without a contact so far."""
        with acting_as(actor):
            spoken = ContactMoment.objects.seen_by(actor).values("circle")
            rows = Circle.objects.seen_by(actor).exclude(pk__in=spoken)
            rows = rows.select_related("pupil", "school")
            return [(circle.pupil.first, circle) for circle in rows]


def _read_at_once(actor: Actor, entry: Entry) -> None:
    """Let others read it now: in the story it was told days ago."""
    if entry.reaches_at:
        let_read_now(actor, entry)
