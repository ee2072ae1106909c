"""Where things lie: the data, its lock, its log, and the door by which we come in."""

import contextlib
import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from deelgenoot.database.system_user import SYSTEM_HOME, Account
from deelgenoot.database.trouble import DatabaseTrouble, told_plainly

STATE = "DEELGENOOT_STATE"
PORT = 5432
LONGEST_SOCKET = 107 if os.uname().sysname == "Linux" else 103
PLAIN = re.compile(r"/[\w./-]*", re.ASCII)
SIGNPOST = "where-the-data-is.txt"


@dataclass(frozen=True, slots=True)
class Places:
    """All folders of one database, kept apart from those of every other clone."""

    folder: Path
    home: Path
    state: Path
    key: str

    @property
    def data(self) -> Path:
        """The folder of PostgreSQL itself."""
        return self.home / "data"

    @property
    def lock(self) -> Path:
        """The file that says who looks after it."""
        return self.home / "keeper.lock"

    @property
    def log(self) -> Path:
        """The file with what the server said."""
        return self.home / "server.log"


def places_for(folder: Path, account: Account) -> Places:
    """Make the folders this database needs, each for its owner alone, and touch no other."""
    folder = folder.expanduser().absolute()
    with told_plainly(f"make the folder {folder}", folder):
        folder = folder.resolve()
        folder.parent.mkdir(parents=True, exist_ok=True)
        _make_private(folder, os.geteuid(), os.getegid(), allowed=0o755)
    key = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    state = Path(os.environ.get(STATE) or SYSTEM_HOME).absolute()
    if not account.is_another:
        return Places(folder, folder, state, key)
    with told_plainly(f"make a folder in {state}", state):
        state = state.resolve()
        _make_state(state)
        _make_private(state / key, account.uid, account.gid)
        write_whole(folder / SIGNPOST, f"{state / key}\n")
    return Places(folder, state / key, state, key)


def _make_state(state: Path) -> None:
    """Make the machine's folder for our databases; only root may add to it."""
    try:
        state.mkdir(parents=True)
        state.chmod(0o755)
    except FileExistsError:
        found = state.stat()
        if found.st_uid != 0 or found.st_mode & 0o022:
            raise DatabaseTrouble(
                f"Others than root may write in {state}; remove that right or set {STATE} "
                f"to another folder."
            ) from None
    closed = [folder for folder in (state, *state.parents) if not folder.stat().st_mode & 0o001]
    if closed:
        raise DatabaseTrouble(
            f"The database's own user cannot come through {closed[-1]}; set {STATE} to a folder "
            f"that everyone may enter."
        )


def _make_private(folder: Path, uid: int, gid: int, *, allowed: int = 0o700) -> None:
    """Make a folder for one user alone; one that is already there must be just that."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() != uid:
        if any(folder.iterdir()):
            raise DatabaseTrouble(f"{folder} belongs to root and is not empty; move it away.")
        os.chown(folder, uid, gid, follow_symlinks=False)
    require_private(folder, uid, allowed=allowed)


def require_private(folder: Path, uid: int, *, allowed: int = 0o700) -> None:
    """Refuse a folder that is not really the user's own."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise DatabaseTrouble(f"{folder} is not a folder; remove it and start again.")
    if found.st_uid != uid:
        raise DatabaseTrouble(
            f"{folder} belongs to user {found.st_uid} and not to user {uid}; "
            f"run this as its owner, or remove it."
        )
    if stat.S_IMODE(found.st_mode) & ~allowed:
        raise DatabaseTrouble(f"Others may come into {folder}; run: chmod 700 {folder}")


def socket_folder(places: Places, account: Account) -> Path:
    """Make the private folder of the socket, where its path is short enough for the system."""
    name = f"deelgenoot-{account.uid}-{places.key}"
    for base in _bases(places, account):
        folder = base / ("socket" if base == places.home else name)
        if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET:
            continue
        with told_plainly(f"make the folder {folder}", folder):
            _make_private(folder, account.uid, account.gid)
        return folder
    raise DatabaseTrouble("No folder has a path short enough for PostgreSQL's socket.")


def _bases(places: Places, account: Account) -> list[Path]:
    """List where the socket may lie, best first: root's beside the data, ours where we run."""
    bases = [Path("/tmp")]  # noqa: S108 - the folder in it is private and looked at first
    if account.is_another:
        bases.insert(0, places.home)
    elif _is_our_own(runtime := os.environ.get("XDG_RUNTIME_DIR", "")):
        bases.insert(0, Path(runtime))
    return [base for base in bases if PLAIN.fullmatch(str(base))]


def _is_our_own(folder: str) -> bool:
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()


def write_whole(
    path: Path, words: str, *, mode: int = 0o600, owner: Account | None = None
) -> None:
    """Write a file so that nobody ever reads half of it, and follow no link on the way."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.unlink(missing_ok=True)
    fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    try:
        with open(fd, "w", encoding="utf-8") as file:
            if owner is not None and owner.is_another:
                os.fchown(fd, owner.uid, owner.gid)
            file.write(words)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
