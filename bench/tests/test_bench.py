import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg
import pytest

from bench.load import Asked, Outcome, run
from bench.pages import PAGES, on_the_floor, on_the_site, visits
from bench.servers import FLOOR, SITE, inside, serving
from bench.table import Facts, Measured, facts_lines, lines
from bench.world import Size, fill, with_years
from deelgenoot.access.rows import TELL
from deelgenoot.audit.records import WRITE
from tests.database import copy_of_template

SMALL = Size(2, pupils=25, short=5, long=20, measured=16)


class Counting(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    heard: list[str] = []

    def do_GET(self) -> None:
        self._answer(b"hello")

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.heard.append(self.rfile.read(length).decode())
        self._answer(b"kept")

    def _answer(self, body: bytes) -> None:
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        pass


@contextmanager
def counting() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    Counting.heard.clear()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_the_client_counts_what_was_answered() -> None:
    with counting() as port:
        outcome = run(port, [Asked("/")], connections=3, seconds=0.2, status=200)
    assert outcome.requests > 0
    assert outcome.wrong == 0
    assert outcome.bytes > 5
    assert 0 < outcome.p50 <= outcome.p99


def test_a_wrong_answer_is_counted_and_told() -> None:
    with counting() as port:
        outcome = run(port, [Asked("/no")], connections=1, seconds=0.1, status=200)
    assert outcome.wrong == outcome.requests > 0
    assert "404" in outcome.trouble


def test_every_post_carries_a_new_id() -> None:
    with counting() as port:
        run(port, [Asked("/", body="id={fresh}&x=1")], connections=2, seconds=0.1, status=200)
    assert len(Counting.heard) > 2
    assert len(set(Counting.heard)) == len(Counting.heard)
    assert all(body.endswith("&x=1") for body in Counting.heard)


def test_the_floor_does_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "host=/nowhere")
    from bench import floor

    floor.POOL.close()
    assert floor.TELL == TELL
    assert floor.LINE == WRITE


def test_a_world_is_whole_and_everyone_sees_their_own(superuser: dict[str, str]) -> None:
    with copy_of_template(superuser, "bench_test") as database:
        fill(database, SMALL)
        with database.connect("owner") as owner:
            underived = owner.execute("SELECT count(*) FROM deelgenoot_underived_memberships()")
            assert underived.fetchone() == (0,)
        for unguarded in ("site", "floor"):
            _all_pages_answer(unguarded, database)


def _all_pages_answer(what: str, database: object) -> None:
    mails = sorted({visit.mail(page) for visit in visits(SMALL) for page in PAGES})
    first = visits(SMALL)[0]
    counted = {
        page.name: [first.mail(page), first.site_path(page), None]
        for page in PAGES
        if not page.posts
    }
    known = inside(database, {"people": mails, "pages": counted})  # type: ignore[arg-type]
    assert all(count > 3 for count in known["counts"].values())
    with serving(SITE if what == "site" else FLOOR, database) as server:  # type: ignore[arg-type]
        for page in PAGES:
            asked = (
                on_the_site(page, SMALL, known["cookies"])
                if what == "site"
                else on_the_floor(page, SMALL)
            )
            outcome = server.ask(asked, connections=2, seconds=0.5, status=page.status)
            assert outcome.requests > 0
            assert page.posts or outcome.bytes > 5000
        assert server.memory() >= 0
    with psycopg.connect(**database.params("jobs")) as jobs:  # type: ignore[attr-defined]
        looks = jobs.execute("SELECT count(*) FROM audit_line WHERE did = 'look'").fetchone()
        assert looks
        assert looks[0] > 0


def test_the_table_shows_median_and_spread() -> None:
    def rounds(*speeds: float) -> list[Outcome]:
        return [Outcome(per_second=speed, p50=1, p99=2) for speed in speeds]

    few = Measured("Circle", 1, "1", rounds(100, 120, 110), rounds(400, 480, 440))
    many = Measured("Circle", 1, "100", rounds(100, 100, 100), rounds(400, 400, 400))
    text = "\n".join(lines([few, many]))
    assert "110 [100-120]" in text
    assert "4.0 [4.0-4.0]" in text
    assert "1.10 [1.00-1.20]" in text
    assert "81,112" in "\n".join(facts_lines([Facts("Circle", 8, 81112, 7)], {"site": 160.0}))


def test_years_of_story_make_a_class_of_28_that_is_told_about_every_other_day() -> None:
    size = with_years(5)
    assert (size.measured, size.in_class, size.classes) == (28, 28, 14)
    assert size.long == 912
    assert size.name == "5 years"
