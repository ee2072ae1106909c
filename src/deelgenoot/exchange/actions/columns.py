"""The deed of saying what the columns of a school's own lists tell; remembered for the next."""

from collections.abc import Mapping

from deelgenoot.access.actions import action
from deelgenoot.exchange.actions.deliveries import look_at, show_lines, still_waits, write_facts
from deelgenoot.exchange.family_file import columns_told
from deelgenoot.exchange.guardians.columns import Column, Whose
from deelgenoot.exchange.guardians.columns import plain as plain_header
from deelgenoot.exchange.guardians.reader import columns_of
from deelgenoot.exchange.guardians.secrets import without_secrets
from deelgenoot.exchange.guardians.table import kept_of_table, table_of
from deelgenoot.exchange.models import ColumnTold, Delivery
from deelgenoot.exchange.policy import may_bring_in
from deelgenoot.kernel.actor import Actor


@action(may_bring_in)
def explain_columns(
    actor: Actor, delivery: Delivery, *, told: Mapping[int, Column | None]
) -> Delivery:
    """Say what columns tell; what stands in columns that are left out is let go of at once."""
    now = still_waits(actor, delivery)
    table = table_of(now.content or {}, now.fingerprint)
    known = columns_of(table, columns_told(actor, now.school))
    for place, column in told.items():
        if place in known and known[place] == column:
            continue  # this is clear without asking
        _remember(actor, now, plain_header(table.headers[place])[:200], column)
    table = table.without(frozenset(n for n, column in told.items() if column is None))
    table = without_secrets(table, columns_told(actor, now.school))
    write_facts(actor, now, content=kept_of_table(table), answers={}, asked_at=None)
    show_lines(actor, now, *look_at(actor, now))
    return now


def _remember(actor: Actor, delivery: Delivery, header: str, column: Column | None) -> None:
    """Keep what one header means, for the next list of this school."""
    whose = column.whose.value if column else Whose.NOBODY.value
    tells, nth = (column.tells.value, column.nth) if column else ("", 0)
    rows = ColumnTold.objects.seen_by(actor).filter(school=delivery.school, header=header)
    noted = {"noted_by": actor.person_id, "noted_at": actor.now}
    if not rows.update(whose=whose, tells=tells, nth=nth, **noted):
        ColumnTold.objects.create(
            school=delivery.school,
            header=header,
            whose=whose,
            tells=tells,
            nth=nth,
            noted_by=actor.person_id,
            noted_at=actor.now,
        )
