"""`python -m bench`: what pages cost, beside a floor that does the same work, in one run.

All servers are up at the same moment and the load goes round them in turn, so that whatever
else the machine does falls on all of them alike.
"""

import argparse
from contextlib import ExitStack
from dataclasses import dataclass, replace

from bench.load import Asked
from bench.pages import FORM, PAGES, Page, on_the_floor, on_the_site, visits
from bench.servers import FLOOR, SITE, Server, inside, prepare, serving
from bench.table import Facts, Measured, facts_lines, lines
from bench.world import Size, cluster, with_years, world

CONNECTIONS = (1, 16)
FRAME = 5500


@dataclass(frozen=True)
class Plan:
    """How long, how often, and in which worlds."""

    seconds: float
    rounds: int
    sizes: tuple[Size, ...]


QUICK = Plan(0.3, 2, (Size(1), Size(3)))
WHOLE = Plan(1.0, 5, (Size(1), Size(100)))


@dataclass(frozen=True)
class Place:
    """One world with the site and the floor upon it."""

    size: Size
    site: Server
    floor: Server
    cookies: dict[str, str]
    queries: dict[str, int]

    def asked(self, page: Page) -> tuple[tuple[Server, list[Asked]], ...]:
        """What is asked of the site and of the floor."""
        return (
            (self.site, on_the_site(page, self.size, self.cookies)),
            (self.floor, on_the_floor(page, self.size)),
        )


def main() -> None:
    """Make the worlds, start the servers, measure, tell."""
    reader = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    reader.add_argument("--quick", action="store_true", help="a small world, short rounds")
    reader.add_argument("--rounds", type=int, help="how many alternating runs")
    reader.add_argument("--seconds", type=float, help="how long each run takes")
    reader.add_argument("--page", default="", help="only pages whose name begins with this")
    reader.add_argument("--years", type=int, help="a class of 28 with so many years of story")
    told = reader.parse_args()
    plan = QUICK if told.quick else WHOLE
    if told.years:
        plan = replace(plan, sizes=(Size(1), with_years(told.years)))
    pages = [page for page in PAGES if page.name.lower().startswith(told.page.lower())]
    rounds, seconds = told.rounds or plan.rounds, told.seconds or plan.seconds
    with ExitStack() as stack:
        superuser = stack.enter_context(cluster())
        places = [stand_up(stack, superuser, size) for size in plan.sizes]
        facts = [fact(page, places[-1]) for page in pages]
        measured = [
            row
            for page in pages
            for connections in CONNECTIONS
            for row in measure(page, places, connections, rounds, seconds)
        ]
        memory = {}
        for place in places:
            memory[f"site {place.size.name}"] = place.site.memory()
            memory[f"floor {place.size.name}"] = place.floor.memory()
    print(f"\nMedian of {rounds} alternating runs of {seconds} s [least-most]; times in ms.\n")
    print("\n".join(lines(measured)), "\n", *facts_lines(facts, memory), sep="\n")


def stand_up(stack: ExitStack, superuser: dict[str, str], size: Size) -> Place:
    """Fill a world, and start the site and the floor upon it."""
    database = stack.enter_context(world(superuser, size))
    prepare(database)
    known = inside(database, job_for(size))
    site = stack.enter_context(serving(SITE, database))
    floor = stack.enter_context(serving(FLOOR, database, FLOOR_FRAME=str(FRAME)))
    return Place(size, site, floor, known["cookies"], known["counts"])


def job_for(size: Size) -> dict[str, object]:
    """Who must be signed in, and which requests are counted."""
    mails = {visit.mail(page) for visit in visits(size) for page in PAGES}
    first = visits(size)[0]
    pages = {
        page.name: [first.mail(page), first.site_path(page), FORM if page.posts else None]
        for page in PAGES
    }
    return {"people": sorted(mails), "pages": pages}


def fact(page: Page, place: Place) -> Facts:
    """Count once, and let every server warm up on this page."""
    sizes = [
        server.ask(asked, connections=4, seconds=0.5, status=page.status).bytes
        for server, asked in place.asked(page)
    ]
    return Facts(page.name, place.queries[page.name], *sizes)


def measure(
    page: Page, places: list[Place], connections: int, rounds: int, seconds: float
) -> list[Measured]:
    """Go round all servers, a few times: site, floor, site, floor."""
    found = [Measured(page.name, connections, place.size.name) for place in places]
    for _ in range(rounds):
        for place, row in zip(places, found, strict=True):
            for (server, asked), kept in zip(
                place.asked(page), (row.site, row.floor), strict=True
            ):
                kept.append(
                    server.ask(asked, connections=connections, seconds=seconds, status=page.status)
                )
    return found


if __name__ == "__main__":
    main()
