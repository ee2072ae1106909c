"""Find where to listen."""

import socket
import sys


class PortTaken(Exception):
    """The port that was asked for is in use."""


class Claim:
    """A port that is ours for as long as we live; another house that starts now passes it by."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._mark = socket.socket(socket.AF_UNIX)
        if sys.platform.startswith("linux"):  # a name without a file, gone when we are
            self._mark.bind(f"\0deelgenoot-port-{port}")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))


def claim(wanted: str) -> Claim:
    """Claim the port that was asked for, or else the first free one from 8000."""
    if wanted and (not wanted.isdecimal() or not 0 < int(wanted) < 65536):
        raise PortTaken(f"PORT is {wanted!r}; it must be a number from 1 to 65535.")
    for port in [int(wanted)] if wanted else range(8000, 8100):
        try:
            return Claim(port)
        except OSError:
            continue
    if wanted:
        raise PortTaken(f"Port {wanted} is taken; choose another one with PORT=8123 make demo.")
    raise PortTaken("The ports 8000 to 8099 are all taken; choose one with PORT=8123 make demo.")


def answers(port: int) -> bool:
    """Whether a server listens on the port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
