"""Turn what is known of the papers of a class into what a page draws."""

from collections import Counter

from deelgenoot.circles.terms import Way
from deelgenoot.kernel.actor import Actor
from deelgenoot.letters.models import Batch
from deelgenoot.letters.queries.batches import Progress, paper_lines, wiped_at
from deelgenoot.letters.queries.classes import ClassLine, Stands
from deelgenoot.letters.terms import PaperState
from deelgenoot.organisations.models import Group


def class_page(group: Group, lines: list[ClassLine], earlier: list[Batch]) -> dict[str, object]:
    """What the page of a class shows: how many of each, and per pupil how it stands."""
    counts = Counter((one.way, one.stands) for line in lines for one in line.people)
    return {
        "group": group,
        "lines": lines,
        "earlier": earlier,
        "letters": counts[Way.LETTER, Stands.MAKE],
        "letters_again": counts[Way.LETTER, Stands.WORKS],
        "cards": counts[Way.HAND, Stands.MAKE],
        "cards_again": counts[Way.HAND, Stands.WORKS],
        "not_possible": sum(n for (_way, stands), n in counts.items() if stands is Stands.NOT),
    }


def batch_page(actor: Actor, batch: Batch, progress: Progress) -> dict[str, object]:
    """What the page of a batch shows: how far it is, and once it is made what was and was not."""
    over = bool(batch.made_at or batch.stopped)
    lines = paper_lines(actor, batch) if batch.made_at else []
    return {
        "batch": batch,
        "letters": batch.way == Way.LETTER,
        "progress": progress,
        "over": over,
        "made": [line for line in lines if line.state is PaperState.MADE],
        "not_made": [line for line in lines if line.state is not PaperState.MADE],
        "wiped_at": wiped_at(batch.made_at) if batch.made_at else None,
        "slow": not over and (actor.now - batch.seen_at).total_seconds() > SLOW,
    }


SLOW = 30
"""After how many seconds of silence the page says that it takes longer than usual."""
