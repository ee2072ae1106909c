"""What the page of two rows side by side says: what stays, what comes along, who sees what."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deelgenoot.circles.forms.merging import differences, home_in_words
from deelgenoot.circles.models import Merge
from deelgenoot.circles.queries.merging import Half, Pair, Tie
from deelgenoot.people.rules import Asking, stricter
from deelgenoot.people.terms import Channel
from deelgenoot.ui.names import days_in_words, in_a_row


@dataclass(frozen=True, slots=True)
class HalfCard:
    """One of the two rows as the page shows it."""

    person: UUID
    name: str
    has_account: bool
    facts: list[tuple[str, str]]
    ties: list[Tie]


def the_page(pair: Pair) -> dict[str, Any]:
    """All that the page of two rows says beside the choices."""
    return {
        "halves": [_card(pair.kept), _card(pair.double)],
        "children": _children(pair),
        "comes": _comes(pair),
        "safe": _safe(pair),
        "sees": _sees(pair),
        "days": settings.MERGE_UNDO_DAYS,
    }


def undo_until(merge: Merge) -> datetime:
    """Until when a joining can be undone."""
    return merge.at + timedelta(days=settings.MERGE_UNDO_DAYS)


def _card(half: Half) -> HalfCard:
    """Show one row: with which children, and how it is reached."""
    facts = [
        (_("Mail address"), (half.mail or {}).get("address", "")),
        (_("Address"), home_in_words(half)),
        (_("Phone"), in_a_row([each["number"] for each in half.phones])),
    ]
    known = [(name, value) for name, value in facts if value]
    has_account = half.person.account_id is not None
    return HalfCard(half.person.pk, half.person.name, has_account, known, list(half.ties.values()))


def _children(pair: Pair) -> list[tuple[str, str, str]]:
    """Say of each child what this adult is from now on, and how that comes about."""
    lines = []
    for child, tie in {**pair.double.ties, **pair.kept.ties}.items():
        kind = str(tie.kind.label) if tie.kind else _("ended")
        if child in pair.shared:
            how = _("stood with both, now once")
        elif child in pair.double.ties:
            how = _("comes along")
        else:
            how = _("stays")
        lines.append((tie.name, kind, how))
    return lines


def _comes(pair: Pair) -> list[str]:
    """Say what comes along and what stops, without anyone's words."""
    one, other, differ = pair.kept, pair.double, differences(pair)
    said = []
    for name, label in (("mail", _("Mail address")), ("home", _("Address"))):
        told = [getattr(half, name) for half in (one, other)]
        if name not in differ and any(told):
            said.append(_("%(what)s: stays as it is known.") % {"what": label})
    numbers = {each["number"] for half in (one, other) for each in half.phones}
    if numbers:
        said.append(
            ngettext("%(num)s phone number stays.", "%(num)s phone numbers stay.", len(numbers))
            % {"num": len(numbers)}
        )
    if one.limits or other.limits:
        said.append(_("Every decision of a court about either of them holds for this adult."))
    if one.codes or other.codes:
        said.append(_("Codes that were not used yet stop working. Invite this adult anew."))
    said.append(_("What was said, asked and wished stays, under the one name."))
    return said


def _safe(pair: Pair) -> list[str]:
    """Say which wishes hold afterwards: of both the stricter, never the wider."""
    if pair.double.wished is None and pair.kept.wished is None:
        return []
    asked = [half.asking for half in (pair.kept, pair.double) if half.wished]
    both = stricter(asked[0], asked[-1], channel=asked[0].channel)
    return _strict(both)


def _strict(both: Asking) -> list[str]:
    """Say wishes for safety in words."""
    said = []
    if both.only_number:
        said.append(_("School calls only: %(number)s") % {"number": both.only_number})
    if both.never:
        never = in_a_row([str(Channel(one).label) for one in both.never])
        said.append(_("Never: %(ways)s") % {"ways": never})
    if both.days:
        said.append(_("Calls on: %(days)s") % {"days": days_in_words(both.days)})
    if both.call_from and both.call_until:
        hours = {"from": f"{both.call_from:%H:%M}", "until": f"{both.call_until:%H:%M}"}
        said.append(_("Calls between %(from)s and %(until)s") % hours)
    if both.needs_interpreter:
        said.append(_("Needs an interpreter"))
    return said


def _sees(pair: Pair) -> list[str]:
    """Say in plain words who sees what afterwards, also in two homes."""
    one, other = pair.kept, pair.double
    shut = set(one.kept_from) | set(other.kept_from)
    names = {child: tie.name for half in (one, other) for child, tie in half.ties.items()}
    before = [child for child in one.places if child not in shut]
    new = [c for c in other.places if c not in one.places and c not in shut]
    said = []
    if one.person.account_id and new and one.person.account_id != other.person.account_id:
        said.append(
            _("%(name)s has come in. From now on they read along about %(children)s too.")
            % {"name": one.person.first, "children": in_a_row([names[c] for c in new])}
        )
    elif one.person.account_id:
        said.append(_("Who comes in as this adult sees the same children as now."))
    else:
        seen = in_a_row([names[c] for c in (*before, *new)]) or _("no child")
        said.append(
            _(
                "Nobody has come in yet, so nobody sees more now. Who is invited later sees:"
                " %(seen)s."
            )
            % {"seen": seen}
        )
    if away := [names[child] for child in names if child in shut]:
        said.append(
            _("A court keeps this adult away from %(children)s: there they see nothing.")
            % {"children": in_a_row(away)}
        )
    said.append(
        _(
            "The other adults of these children see one name instead of two. Address, numbers,"
            " mail and wishes stay hidden from them, as now."
        )
    )
    return said
