"""`deelgenoot import edexml FILE` or `guardians FILE`: bring in a school's own file or list."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from deelgenoot.access.machine_tasks import IMPORT
from deelgenoot.access.rows import acting_as
from deelgenoot.exchange.actions.importing import Changes, import_school, preview
from deelgenoot.exchange.edexml.problems import EdexRefused
from deelgenoot.exchange.edexml.reader import EdexFile, read_file
from deelgenoot.exchange.management.guardians import bring_in_list
from deelgenoot.kernel.actor import machine
from deelgenoot.kernel.rules import Refused

LONGEST_NAME = 120
UNCHANGED = "Nothing was changed."


class Command(BaseCommand):
    """Shows what a file changes, and changes it."""

    help = "Bring in a school's own file (EDEXML), or its list of parents (CSV, XLSX)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name what the command takes."""
        parser.add_argument("kind", choices=["edexml", "guardians"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--preview", action="store_true", help="show, change nothing")
        leaving = "how many pupils leave, when they are many"
        parser.add_argument("--leaving", type=int, default=None, help=leaving)
        parser.add_argument(
            "--same",
            action="append",
            default=[],
            metavar="NEW=OLD",
            help="a number in the file and the one here, or NEW=other: someone else",
        )
        parser.add_argument("--name", default="", help="what the school is called")
        who = "guardians: the mail address with which an administrator of the school signs in"
        parser.add_argument("--as", dest="who", default="", metavar="MAIL", help=who)

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer in the language of all our commands."""
        with translation.override("en"):
            if options["kind"] == "guardians":
                bring_in_list(options, self.stdout.write)
                return
            self._handle(options)

    def _handle(self, options: dict[str, Any]) -> None:
        """Read, tell what is wrong, and unless it is a preview bring it in."""
        if len(options["name"]) > LONGEST_NAME:
            raise CommandError(f"The name is longer than {LONGEST_NAME} letters. {UNCHANGED}")
        file = self._read(options["file"])
        for found in file.problems:
            self.stdout.write(f"line {found.line}: {found.about}: {found.sentence}")
            self.stdout.write(f"    {found.what_to_do}")
        if not file.importable or file.school is None:
            raise CommandError(f"{UNCHANGED} First mend what is listed above.")
        try:
            changes = self._bring_in(file, options)
        except Refused as refused:
            said = " ".join(f"{rule.sentence} {rule.mend}" for rule in refused.broken)
            raise CommandError(f"{said} {UNCHANGED}") from None
        self._tell(file, changes, done=not options["preview"])

    def _bring_in(self, file: EdexFile, options: dict[str, Any]) -> Changes:
        """Say what changes, and unless it is a preview change it, all or nothing."""
        assert file.school
        name = options["name"] or file.school.brin
        answers = dict(pair.split("=", 1) for pair in options["same"] if "=" in pair)
        actor = machine(IMPORT, now=timezone.now())
        if options["preview"]:
            with acting_as(actor):
                return preview(actor, file, name=name, answers=answers)
        heard: list[Changes] = []
        said = {"leaving": options["leaving"], "answers": answers}
        import_school(actor, file, name=name, hear=heard.append, **said)
        return heard[0]

    def _read(self, path: Path) -> EdexFile:
        """Read a file, or say in a sentence why not."""
        try:
            return read_file(path, most_mb=settings.IMPORT_FILE_MB)
        except EdexRefused as refused:
            found = refused.problem
            said = f"line {found.line}: {found.sentence} {found.what_to_do} {UNCHANGED}"
            raise CommandError(said) from None
        except OSError as trouble:
            raise CommandError(f"{path}: {trouble.strerror}. {UNCHANGED}") from None

    def _tell(self, file: EdexFile, changes: Changes, *, done: bool) -> None:
        """Say what is or would be new."""
        assert file.school
        lead = "Brought in" if done else "Preview, nothing is changed"
        self.stdout.write(f"{lead}: school {file.school.brin}, year {file.school.year}")
        for count, what in (
            (changes.groups, "new classes"),
            (changes.staff, "new functions of colleagues"),
            (changes.pupils, "new pupils, each with a circle"),
            (changes.moved, "pupils in another class than before"),
            (changes.duties_over, "functions and classes of colleagues that are over"),
            (changes.corrected, "names or last days corrected"),
            (changes.already_left, "pupils who already left: passed over"),
            (changes.leaving, "pupils not in the file: they leave on the day of the file"),
            (changes.renumbered, "people with a new number, the same as before"),
            (changes.questions, "questions about who is who, to answer first"),
            (changes.staff_not_in_file, "colleagues not in the file: left as they are"),
        ):
            self.stdout.write(f"  {count:6} {what}")
        if passed := file.passed_over:
            fields = ", ".join(f"{name} ({count}x)" for name, count in sorted(passed.items()))
            self.stdout.write(f"  passed over, no purpose here: {fields}")
