"""`deelgenoot import guardians FILE --as MAIL`: a list of parents, as an administrator does."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.queries.keeping import my_school
from deelgenoot.exchange.actions.deliveries import bring_in_now, drop_list
from deelgenoot.exchange.guardians.problems import ListRefused
from deelgenoot.exchange.guardians.table import Table, read_table
from deelgenoot.exchange.policy import may_drop_file
from deelgenoot.exchange.queries import at_work, find_delivery, lines_after
from deelgenoot.exchange.terms import WITH_WORDS, LineKind
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.kernel.rules import Refused
from deelgenoot.people.accounts import find_account
from deelgenoot.people.backends import HatBackend

UNCHANGED = "Nothing was changed."
EXPLAIN = "Drop this list on the page once, and say there what each column tells."
Say = Callable[[str], Any]


class _NothingDone(Exception):
    """Stops before anything stays, with what to say; empty when it was asked to be so."""


def bring_in_list(options: Mapping[str, Any], say: Say) -> None:
    """Tell what a list changes, and unless it is a preview bring it in, all or nothing."""
    table, actor = _read(options["file"]), _administrator(options["who"])
    try:
        with acting_as(actor):
            _look_and_bring_in(actor, table, say, only_look=options["preview"])
    except Refused as refused:
        said = " ".join(f"{rule.sentence} {rule.mend}" for rule in refused.broken)
        raise CommandError(f"{said} {UNCHANGED}") from None
    except _NothingDone as stopped:
        if stopped.args:
            raise CommandError(f"{stopped} {UNCHANGED}") from None
        say("Preview, nothing is changed")
    else:
        days = settings.SCHOOL_FILE_UNDO_DAYS
        say(f"Brought in; for {days} days it can be taken back on the page.")


def _look_and_bring_in(actor: Actor, table: Table, say: Say, *, only_look: bool) -> None:
    """Do it as on the page, in one transaction."""
    made = drop_list(actor, my_school(actor), table=table)
    if made.counts.get("columns"):
        raise _NothingDone(f"Not all columns are clear. {EXPLAIN}")
    _tell(actor, made.pk, say)
    if only_look:
        raise _NothingDone
    bring_in_now(actor, find_delivery(actor, made.pk))


def _read(path: Any) -> Table:
    """Read a list, or say in a sentence why not."""
    try:
        return read_table(path.read_bytes())
    except ListRefused as refused:
        found = refused.problem
        said = f"line {found.line}: {found.sentence} {found.what_to_do} {UNCHANGED}"
        raise CommandError(said) from None
    except OSError as trouble:
        raise CommandError(f"{path}: {trouble.strerror}. {UNCHANGED}") from None


def _administrator(address: str) -> Actor:
    """Who brings the list in: an administrator, whose school it is; the server is no one."""
    account = find_account(address) if address else None
    known = HatBackend().get_user(account.pk) if account else None
    for option in known.hats() if known else []:
        actor = at_work(option.persons[0], timezone.now()) if option.hat is Hat.WORK else None
        if actor:
            with acting_as(actor):
                if may_drop_file.allows(actor, my_school(actor)):
                    return actor
    raise CommandError(f"--as: no administrator of a school signs in with this. {UNCHANGED}")


def _tell(actor: Actor, delivery: UUID, say: Say) -> None:
    """Say each line of the preview, with its number, the name and what to do."""
    for kind in LineKind:
        after = 0
        while rows := lines_after(actor, delivery, kind.value, after):
            for row in rows:
                where = f"line {row.was}: " if row.was.isdigit() else ""
                say(f"{kind.label}: {where}{row.name} {row.becomes}".rstrip())
                for sentence in (row.told or {}).get("en", []) if kind in WITH_WORDS else []:
                    say(f"    {sentence}")
            after = rows[-1].number
