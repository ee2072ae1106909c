"""`tell_story`: make the demo school, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from deelgenoot.demo.story import tell_story


class Command(BaseCommand):
    """Makes the demo school with its people and what they told each other."""

    help = "Make the demo school."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to stop early."""
        parser.add_argument("--short", action="store_true", help="only what the tests stand on")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell the story, unless it was told before."""
        if tell_story(further=not options["short"]):
            self.stdout.write("The demo school stands.")
