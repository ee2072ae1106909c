"""`deelgenoot add-administrator BRIN NAME MAIL`: the first who may invite others."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from deelgenoot.access.machine_tasks import IMPORT
from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.people import invite
from deelgenoot.kernel.actor import Actor, Hat, machine
from deelgenoot.organisations.actions import add_administrator, set_region
from deelgenoot.organisations.models import School
from deelgenoot.organisations.terms import Region


class Command(BaseCommand):
    """Adds a school's administrator and mails the invitation."""

    help = "Give a school its first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name what the command takes."""
        parser.add_argument("brin")
        parser.add_argument("name")
        parser.add_argument("mail")
        parser.add_argument("--region", choices=Region.values, help="whose holidays it keeps")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add the person, then let them invite themselves: the first of many."""
        try:
            validate_email(options["mail"])
        except ValidationError:
            raise CommandError(f"{options['mail']} is not a mail address.") from None
        now = timezone.now()
        task = machine(IMPORT, now=now)
        with acting_as(task):
            school = School.objects.seen_by(task).filter(brin=options["brin"]).first()
            if school is None:
                raise CommandError(f"No school with BRIN {options['brin']}; import it first.")
            if options["region"]:
                set_region(task, school, region=Region(options["region"]))
            first, _, rest = options["name"].partition(" ")
            person = add_administrator(task, school, first=first, rest=rest)
        themselves = Actor(
            account_id=None,
            persons=(person.pk,),
            hat=Hat.WORK,
            now=now,
            name=first,
            organisation_id=school.pk,
            controller_id=school.board_id,
        )
        with acting_as(themselves):
            invite(themselves, school, person=person, address=options["mail"], language="nl")
        self.stdout.write(f"{person.name} administers {school.name}; the invitation is mailed.")
