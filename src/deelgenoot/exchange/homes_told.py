"""Read where adults of one name live, as a list that still waits tells; kept in no line."""

from collections.abc import Iterable

from django.utils import timezone

from deelgenoot.exchange.family_file import columns_told
from deelgenoot.exchange.guardians.problems import ListRefused
from deelgenoot.exchange.guardians.reader import list_in
from deelgenoot.exchange.guardians.table import Table, table_of
from deelgenoot.exchange.models import Delivery, DeliveryLine
from deelgenoot.exchange.namesakes import home_in_words, key_of
from deelgenoot.exchange.queries import open_list
from deelgenoot.exchange.terms import LineKind
from deelgenoot.kernel.actor import Actor


def homes_told(actor: Actor, delivery: Delivery, lines: Iterable[DeliveryLine]) -> dict[str, str]:
    """Say for adults someone asks about where the list says they live, by line and name.

    Only the lines that are asked about are read again. A secret address is not in the list any
    more, and once the list is brought in or thrown away there is nothing to read.
    """
    asked = [line.told for line in lines if line.kind == LineKind.NAMESAKE and line.told]
    keys = {key for told in asked for one in (told["own"], *told["alike"]) for key in one["rows"]}
    waits = open_list(actor, delivery.pk) if keys else None
    if waits is None:
        return {}
    whole = table_of(waits.content or {}, waits.fingerprint)
    numbers = {int(key.partition(" ")[0]) for key in keys}
    few = tuple(line for line in whole.lines if line.number in numbers)
    table = Table(whole.headers, few, whole.left, whole.fingerprint)
    told = columns_told(actor, delivery.school)
    try:
        found = list_in(table, today=timezone.localdate(actor.now), told=told)
    except ListRefused:
        return {}
    homes = {key_of(row): home_in_words(row.address) for row in found.adults}
    return {key: home for key, home in homes.items() if key in keys and home}
