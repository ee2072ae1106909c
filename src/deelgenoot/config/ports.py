"""Find where to listen."""

import socket


class PortTaken(Exception):
    """The port that was asked for is in use."""


def is_free(port: int) -> bool:
    """Whether nothing on this machine listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def choose(wanted: str) -> int:
    """Take the port that was asked for, or else the first free one from 8000."""
    if wanted:
        if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
            raise PortTaken(f"PORT is {wanted!r}; it must be a number from 1 to 65535.")
        if not is_free(int(wanted)):
            raise PortTaken(
                f"Port {wanted} is taken; choose another one with PORT=8123 make demo."
            )
        return int(wanted)
    for port in range(8000, 8100):
        if is_free(port):
            return port
    raise PortTaken("The ports 8000 to 8099 are all taken; choose one with PORT=8123 make demo.")
