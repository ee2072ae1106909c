"""Under whose name the database runs: your own, or a user of its own when you are root."""

import fcntl
import grp
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from deelgenoot.database.trouble import ELSEWHERE, DatabaseTrouble

SYSTEM_USER = "deelgenoot"
SYSTEM_HOME = "/var/lib/deelgenoot"
ADMIN_FOLDERS = "/usr/sbin:/sbin:/usr/bin:/bin"
PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Account:
    """The user whose files and processes the database's are, and the one who asked for it."""

    uid: int
    gid: int
    name: str
    caller: str

    @property
    def is_another(self) -> bool:
        """Whether the server runs under another name than ours."""
        return self.uid != os.geteuid()


def server_account() -> Account:
    """Choose the user PostgreSQL runs as: it refuses root, so root gets a user for it."""
    caller = _name_of(os.geteuid())
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), caller, caller)
    entry = system_user(SYSTEM_USER)
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name, caller)


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise DatabaseTrouble(
            f"The user with number {uid} has no name on this machine, and PostgreSQL needs one; "
            f"add it to /etc/passwd or {ELSEWHERE}."
        ) from None


def system_user(name: str, *, search: str = ADMIN_FOLDERS) -> pwd.struct_passwd:
    """Find the database's own user, or make it; two that ask at once get the same one."""
    entry = _find(name)
    if entry is None:
        with _one_at_a_time():
            entry = _find(name) or _make(name, search)
    if entry.pw_uid == 0:
        raise DatabaseTrouble(
            f"The user {name} is root under another name; remove it, for PostgreSQL refuses root."
        )
    return entry


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Wait for whoever is making a user now: two useradds at once give one name two numbers."""
    folder = os.open("/etc", os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _find(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _make(name: str, search: str) -> pwd.struct_passwd:
    """Ask the machine for a user; when another process is just ahead of us, take theirs."""
    useradd = shutil.which("useradd", path=search)
    if useradd is None:
        raise DatabaseTrouble(
            f"PostgreSQL refuses to run as root and there is no useradd to make it a user; "
            f"add a system user called {name}, run this as another user, or {ELSEWHERE}."
        )
    said, until = "", time.monotonic() + PATIENCE
    while time.monotonic() < until:
        asked = [useradd, "--system", *_group(name), "--no-create-home", "--home-dir"]
        asked += [SYSTEM_HOME, "--shell", "/usr/sbin/nologin", name]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        if entry := _find(name):
            return entry
        said = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "nothing"
        if "lock" not in said and "already exists" not in said:
            break
        time.sleep(0.1)
    raise DatabaseTrouble(
        f"PostgreSQL refuses to run as root and useradd could not make the user {name} "
        f"(it said: {said}); make that user, run this as another user, or {ELSEWHERE}."
    )


def _group(name: str) -> list[str]:
    """Join the group of the same name when it is already there."""
    try:
        grp.getgrnam(name)
    except KeyError:
        return ["--user-group"]
    return ["--gid", name]
