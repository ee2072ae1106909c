"""Take in a mail that came back, from the mail server's pipe: `deelgenoot bounce < mail`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deelgenoot.post.returned import letter_that_came_back
from deelgenoot.post.sending import came_back

MOST = 2_000_000


class Command(BaseCommand):
    """Marks the address as not working, and asks the contact person for another."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Read one mail from standard input; what is no returned mail of ours is let go."""
        letter = letter_that_came_back(sys.stdin.buffer.read(MOST))
        if letter is None:
            self.stdout.write("This is not a mail of ours that came back for good.")
        elif came_back(letter, now=timezone.now()):
            self.stdout.write("The address is marked as not working; school is asked for another.")
        else:
            self.stdout.write("This was known, or the address was changed since.")
