"""Print what was measured, with the spread; a number without its spread says little."""

from dataclasses import dataclass, field
from statistics import median

from bench.load import Outcome

HEAD = ("page", "conn", "world", "site req/s", "p50", "p99", "floor req/s", "p50", "p99")
WIDTHS = (20, 5, 8, 18, 8, 8, 19, 8, 8, 17, 17)


@dataclass
class Measured:
    """The outcomes of all rounds of one page at one number of connections in one world."""

    page: str
    connections: int
    world: str
    site: list[Outcome] = field(default_factory=list)
    floor: list[Outcome] = field(default_factory=list)

    def ratios(self) -> list[float]:
        """How many times the floor each round cost."""
        return [f.per_second / s.per_second for s, f in zip(self.site, self.floor, strict=True)]


@dataclass(frozen=True)
class Facts:
    """What is counted once: statements and bytes of a page."""

    page: str
    queries: int
    site_bytes: int
    floor_bytes: int


def spread(values: list[float], form: str = "{:.0f}") -> str:
    """Write a median with the least and the most."""
    low, high = form.format(min(values)), form.format(max(values))
    return f"{form.format(median(values))} [{low}-{high}]"


def slower(small: Measured, large: Measured) -> list[float]:
    """How many times more a page costs in the larger world, round by round."""
    pairs = zip(small.site, large.site, strict=True)
    return [few.per_second / many.per_second for few, many in pairs]


def lines(measured: list[Measured]) -> list[str]:
    """Draw the table of speed."""
    sizes = list(dict.fromkeys(one.world for one in measured))
    grown = f"{sizes[0]} -> {sizes[-1]}"
    drawn = [_row(*HEAD, "ratio to floor", grown)]
    for one in measured:
        first = next(m for m in measured if (m.page, m.connections) == (one.page, one.connections))
        growth = spread(slower(first, one), "{:.2f}") if one is not first else ""
        drawn.append(
            _row(
                one.page,
                str(one.connections),
                one.world,
                *_speed(one.site),
                *_speed(one.floor),
                spread(one.ratios(), "{:.1f}"),
                growth,
            )
        )
    return drawn


def _speed(rounds: list[Outcome]) -> tuple[str, str, str]:
    """Write requests a second, and the middle and slowest answers in ms."""
    p50, p99 = (median(getattr(one, name) for one in rounds) for name in ("p50", "p99"))
    return spread([one.per_second for one in rounds]), f"{p50:.1f}", f"{p99:.1f}"


def _row(*cells: str) -> str:
    """Draw one row."""
    return " ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()


def facts_lines(facts: list[Facts], memory: dict[str, float]) -> list[str]:
    """Draw what was counted, and what the servers weigh."""
    drawn = [f"{'page':20} {'SQL':>4} {'site bytes':>11} {'floor bytes':>12}"]
    drawn += [
        f"{one.page:20} {one.queries:>4} {one.site_bytes:>11,} {one.floor_bytes:>12,}"
        for one in facts
    ]
    weights = " · ".join(f"{name} {weight:.0f} MB" for name, weight in memory.items())
    return [*drawn, "", f"memory (PSS, all processes of the server): {weights}"]
