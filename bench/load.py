"""Ask a server on this machine the same things over and over, and time every answer.

`python -m bench.load` reads one job as JSON and prints one outcome as JSON: a process of its own,
with one thread and plain sockets, so that it takes as little as possible from what it measures.
"""

import json
import re
import selectors
import socket
import sys
import time
from dataclasses import asdict, dataclass, field
from statistics import quantiles
from typing import Any
from uuid import uuid4

HOST = "127.0.0.1"
MOST_CONNECTIONS, MOST_SECONDS, PATIENCE = 64, 60.0, 20.0
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
FRESH = b"{fresh}"


@dataclass(frozen=True)
class Asked:
    """One request; `{fresh}` in the body becomes a new id each time it is sent."""

    path: str
    cookie: str = ""
    body: str = ""

    def as_bytes(self) -> bytes:
        """Write it the way it goes over the line."""
        body = self.body.encode()
        length = len(body) + body.count(FRESH) * (36 - len(FRESH))
        head = f"{'POST' if body else 'GET'} {self.path} HTTP/1.1\r\nHost: {HOST}\r\n"
        head += f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        if body:
            head += "Content-Type: application/x-www-form-urlencoded\r\n"
            head += f"Content-Length: {length}\r\n"
        return head.encode() + b"\r\n" + body


@dataclass
class Outcome:
    """What came of one stretch of asking."""

    requests: int = 0
    seconds: float = 0.0
    per_second: float = 0.0
    p50: float = 0.0
    p99: float = 0.0
    bytes: int = 0
    wrong: int = 0
    trouble: str = ""


@dataclass
class Line:
    """One kept-alive connection, and where it is in its round of requests."""

    socket: socket.socket
    round: list[bytes]
    at: int
    sent: float = 0.0
    heard: bytearray = field(default_factory=bytearray)
    expected: int = 0

    def ask(self) -> None:
        """Send the next request of the round."""
        text = self.round[self.at % len(self.round)]
        if FRESH in text:
            text = text.replace(FRESH, str(uuid4()).encode())
        self.at += 1
        self.heard.clear()
        self.expected = 0
        self.sent = time.perf_counter()
        self.socket.sendall(text)

    def hear(self) -> bool:
        """Take in what came; says whether the answer is whole."""
        part = self.socket.recv(262144)
        if not part:
            raise ConnectionError("The server hung up.")
        self.heard += part
        if not self.expected:
            end = self.heard.find(b"\r\n\r\n")
            if end < 0:
                return False
            found = LENGTH.search(self.heard, 0, end)
            if found is None:
                raise ConnectionError("The server did not say how long its answer is.")
            self.expected = end + 4 + int(found[1])
        return len(self.heard) >= self.expected

    @property
    def status(self) -> int:
        """The number of the answer: 200, 302."""
        return int(self.heard[9:12])


def run(
    port: int, asked: list[Asked], *, connections: int, seconds: float, status: int
) -> Outcome:
    """Keep every connection busy for some seconds; one answer on each goes before the clock."""
    connections, seconds = min(connections, MOST_CONNECTIONS), min(seconds, MOST_SECONDS)
    round_ = [one.as_bytes() for one in asked]
    lines = [
        Line(socket.create_connection((HOST, port), PATIENCE), round_, at)
        for at in range(connections)
    ]
    outcome, took = Outcome(), []
    try:
        for line in lines:
            line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.ask()
            while not line.hear():
                pass
        took = _busy(lines, seconds, status, outcome)
    finally:
        for line in lines:
            line.socket.close()
    outcome.requests = len(took)
    outcome.per_second = len(took) / outcome.seconds
    parts = quantiles(took, n=100) if len(took) > 1 else took * 99
    outcome.p50, outcome.p99 = parts[49] * 1000, parts[98] * 1000
    return outcome


def _busy(lines: list[Line], seconds: float, status: int, outcome: Outcome) -> list[float]:
    """Ask until the time is over, and hear out what was asked; gives how long each answer took.

    What is half done at the end counts with the time it still takes: else a slow server with
    many connections would seem slower than it is.
    """
    took: list[float] = []
    began = time.perf_counter()
    with selectors.DefaultSelector() as ready:
        for line in lines:
            ready.register(line.socket, selectors.EVENT_READ, line)
            line.ask()
        while ready.get_map():
            heard = ready.select(PATIENCE)
            if not heard:
                raise TimeoutError(f"No answer within {PATIENCE:.0f} seconds.")
            for key, _ in heard:
                line = key.data
                if not line.hear():
                    continue
                now = time.perf_counter()
                took.append(now - line.sent)
                _check(line, status, outcome)
                if now - began < seconds:
                    line.ask()
                else:
                    ready.unregister(line.socket)
    outcome.seconds = time.perf_counter() - began
    return took


def _check(line: Line, status: int, outcome: Outcome) -> None:
    """Count an answer that is not the right one, and keep how it began."""
    outcome.bytes = line.expected
    if line.status != status:
        outcome.wrong += 1
        outcome.trouble = line.heard[:300].decode(errors="replace")


def main() -> None:
    """Do the job that was handed in."""
    job: dict[str, Any] = json.load(sys.stdin)
    job["asked"] = [Asked(**one) for one in job["asked"]]
    print(json.dumps(asdict(run(**job))))


if __name__ == "__main__":
    main()
