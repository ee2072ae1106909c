"""How many of each kind of line a file has, in a sentence."""

from collections.abc import Callable

from django.utils.translation import ngettext

from deelgenoot.exchange.terms import LineKind

COUNTED: dict[LineKind, Callable[[int], str]] = {
    LineKind.NEW: lambda n: ngettext("%(n)s pupil is new", "%(n)s pupils are new", n),
    LineKind.LEAVES: lambda n: ngettext(
        "%(n)s pupil leaves school", "%(n)s pupils leave school", n
    ),
    LineKind.MOVES: lambda n: ngettext(
        "%(n)s pupil goes to another class", "%(n)s pupils go to another class", n
    ),
    LineKind.RENUMBERED: lambda n: ngettext(
        "%(n)s person has a new number", "%(n)s people have a new number", n
    ),
    LineKind.CORRECTED: lambda n: ngettext(
        "%(n)s name or birth date is corrected", "%(n)s names or birth dates are corrected", n
    ),
    LineKind.LAST_DAY: lambda n: ngettext(
        "%(n)s pupil has another last day", "%(n)s pupils have another last day", n
    ),
    LineKind.GROUP: lambda n: ngettext("%(n)s class is new", "%(n)s classes are new", n),
    LineKind.STARTS: lambda n: ngettext(
        "%(n)s task of a colleague begins", "%(n)s tasks of colleagues begin", n
    ),
    LineKind.ENDS: lambda n: ngettext(
        "%(n)s task of a colleague ends", "%(n)s tasks of colleagues end", n
    ),
    LineKind.NAMESAKE: lambda n: ngettext(
        "%(n)s name with several children: one parent or two?",
        "%(n)s names with several children: one parent or two?",
        n,
    ),
    LineKind.ADULT: lambda n: ngettext(
        "%(n)s parent or carer is new", "%(n)s parents and carers are new", n
    ),
    LineKind.TIE: lambda n: ngettext(
        "%(n)s known parent gets one more child", "%(n)s known parents get one more child", n
    ),
    LineKind.DETAILS: lambda n: ngettext(
        "%(n)s parent is reached in another way", "%(n)s parents are reached in another way", n
    ),
    LineKind.UNKNOWN: lambda n: ngettext("%(n)s line is not used", "%(n)s lines are not used", n),
    LineKind.CELL: lambda n: ngettext(
        "something in %(n)s line is not right", "something in %(n)s lines is not right", n
    ),
}
"""How many of each kind, in a sentence."""
