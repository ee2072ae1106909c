"""Which process is which: who still lives, who only bears an old number, who dies with us."""

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import IO

from deelgenoot.database.system_user import Account
from deelgenoot.database.trouble import DatabaseTrouble

PR_SET_PDEATHSIG = 1
ORPHANS_LEAVE = 1.0
HAS_PROC = sys.platform == "linux"
_prctl: Callable[[int, int], int] | None = ctypes.CDLL(None).prctl if HAS_PROC else None
KINDLY_FIRST = (
    (signal.SIGINT, True, 20.0),
    (signal.SIGQUIT, False, 5.0),
    (signal.SIGKILL, False, 5.0),
)
BARE = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}


def birth_of(pid: int) -> str | None:
    """Tell when a process began, so that a number used anew is not taken for the old one."""
    if not HAS_PROC:
        asked = ["ps", "-o", "lstart=", "-p", str(pid)]
        told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
        return told or None
    try:
        state, *rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except (OSError, ValueError):
        return None
    return None if state in "ZX" else f"{boot}/{rest[18]}"


def servers_in(data: Path) -> dict[int, bool]:
    """Find every PostgreSQL process at work in this folder; true marks the one that leads."""
    if not HAS_PROC:
        return _servers_by_command(data)
    found = {}
    for pid in (int(entry) for entry in os.listdir("/proc") if entry.isdigit()):
        with contextlib.suppress(OSError):
            proc = Path(f"/proc/{pid}")
            if os.readlink(proc / "cwd") != str(data):
                continue
            if not Path(os.readlink(proc / "exe")).name.startswith("postgres"):
                continue
            found[pid] = os.fsencode(data) in (proc / "cmdline").read_bytes().split(b"\0")
    return found


def _servers_by_command(data: Path) -> dict[int, bool]:
    """Find the leading server by its command line, where the system tells no more."""
    asked = ["ps", "-axo", "pid=,command="]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    lines = (line.split(None, 1) for line in told.splitlines())
    return {int(pid): True for pid, *rest in lines if rest and f"postgres -D {data} " in rest[0]}


def end_servers_in(data: Path) -> None:
    """Let what a killed predecessor left behind end, kindly first, so that nothing is torn."""
    for sent, only_leader, patience in KINDLY_FIRST:
        found = servers_in(data)
        if only_leader and not any(found.values()):
            patience = ORPHANS_LEAVE
        for pid, leads in found.items():
            if leads or not only_leader:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, sent)
        if wait_until(lambda: not servers_in(data), patience):
            return
    left = ", ".join(map(str, servers_in(data)))
    raise DatabaseTrouble(f"An old server of {data} does not end; stop process {left} yourself.")


def wait_until(true: Callable[[], bool], patience: float) -> bool:
    """Look every few milliseconds whether something has come true, and give up in time."""
    until = time.monotonic() + patience
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def ended(process: subprocess.Popen[bytes], within: float) -> bool:
    """Wait a while for a child to end, without looking over and over where the system can tell."""
    watch = -1
    with contextlib.suppress(OSError):  # an old kernel cannot tell
        watch = os.pidfd_open(process.pid) if HAS_PROC and process.poll() is None else -1
    if watch >= 0:
        try:
            told, _, _ = select.select([watch], [], [], within)
        finally:
            os.close(watch)
        if not told:
            return False
    process.wait()
    return True


def launch(
    command: Sequence[str | Path],
    account: Account,
    *,
    cwd: Path,
    said: IO[bytes] | int,
    death: int,
) -> subprocess.Popen[bytes]:
    """Start a child that gives up root, hears no Ctrl-C of ours, and ends when we are killed."""
    other = account.is_another
    with warnings.catch_warnings():
        # Newer Pythons warn of any step between fork and exec; ours is one system call.
        warnings.simplefilter("ignore", DeprecationWarning)
        return subprocess.Popen(
            command,
            cwd=cwd,
            env=BARE,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
            user=account.uid if other else None,
            group=account.gid if other else None,
            extra_groups=[] if other else None,
            preexec_fn=partial(_die_with, os.getpid(), death),
        )


def _die_with(parent: int, death: int) -> None:
    """Ask for a signal at the parent's death; runs in the child, after it gave up root."""
    if _prctl is None:
        return
    _prctl(PR_SET_PDEATHSIG, death)
    if os.getppid() != parent:
        os._exit(1)
