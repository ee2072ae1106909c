"""The database's own folder: made whole or not at all, with settings that let nobody else in."""

import secrets
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from deelgenoot.database.binaries import Binaries
from deelgenoot.database.places import PORT, Places, write_whole
from deelgenoot.database.processes import end_servers_in, launch
from deelgenoot.database.system_user import Account
from deelgenoot.database.trouble import DatabaseTrouble, from_last_words, told_plainly

SUPERUSER = "postgres"
UNFINISHED = "unfinished-"
SETTINGS = "server.conf"
HBA = "pg_hba.conf"
IDENT = "pg_ident.conf"
WRITTEN = "# Written by Deelgenoot at every start; what you change here is lost.\n"
# Only the socket, only users of this machine whom the map names; no line for any network.
DOOR = f"{WRITTEN}local all all peer map=deelgenoot\n"
LASTING = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
FLEETING = dict.fromkeys(LASTING, "off")
STEADY = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "max_wal_size": "512MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # What people wrote about a child stays out of the log, also when a statement fails.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
}


def ensure_cluster(places: Places, binaries: Binaries, account: Account, *, durable: bool) -> None:
    """Make the database when it is not there; one of another version is left untouched."""
    for part in places.home.glob(f"{UNFINISHED}*"):
        end_servers_in(part)
        shutil.rmtree(part, ignore_errors=True)
    if not places.data.exists():
        _make(places, binaries, account, durable=durable)
    _require_same_major(places.data, binaries)


def _make(places: Places, binaries: Binaries, account: Account, *, durable: bool) -> None:
    """Fill a folder beside the real one and give it its name when it is whole."""
    part = places.home / f"{UNFINISHED}{secrets.token_hex(4)}"
    command: list[str | Path] = [
        binaries.initdb,
        "-D",
        part,
        "-U",
        SUPERUSER,
        "-E",
        "UTF8",
        *_language(),
    ]
    command += ["--auth=peer", "--data-checksums", "--no-instructions"]
    command += [] if durable else ["--no-sync"]
    with tempfile.TemporaryFile() as said, told_plainly("make the database", places.home):
        done = launch(command, account, cwd=places.home, said=said, death=signal.SIGTERM)
        try:
            code = done.wait()
        except BaseException:
            done.terminate()
            done.wait()
            raise
        if code != 0:
            shutil.rmtree(part, ignore_errors=True)
            said.seek(0)
            words = said.read().decode(errors="replace")
            raise from_last_words(words, doing="make its database", place=places.home)
        part.rename(places.data)


def _language() -> list[str]:
    """Choose an order of words that is the same on every machine and in every year."""
    characters = "UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    built_in = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [*built_in, "--locale=C", f"--lc-ctype={characters}"]


def _require_same_major(data: Path, binaries: Binaries) -> None:
    with told_plainly(f"read {data}", data):
        try:
            found = (data / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            raise DatabaseTrouble(
                f"{data} is not a database; move it away and start again."
            ) from None
    if found != binaries.major:
        raise DatabaseTrouble(
            f"The database in {data} was made by PostgreSQL {found} and this is PostgreSQL "
            f"{binaries.major}; put the old version back and export it with pg_dump, or move "
            f"the folder away to begin with an empty one."
        )


def write_settings(places: Places, account: Account, socket: Path, *, durable: bool) -> Path:
    """Write who may come in and how the server runs; give back the file to start it with."""
    chosen = STEADY | (LASTING if durable else FLEETING)
    chosen |= {
        "unix_socket_directories": str(socket),
        "hba_file": str(places.home / HBA),
        "ident_file": str(places.home / IDENT),
    }
    lines = "".join(f"{name} = '{_quoted(value)}'\n" for name, value in chosen.items())
    names = dict.fromkeys((account.caller, account.name))
    idents = "".join(f'deelgenoot "{name}" all\n' for name in names)
    with told_plainly(f"write in {places.home}", places.home):
        write_whole(places.home / HBA, DOOR, owner=account)
        write_whole(places.home / IDENT, WRITTEN + idents, owner=account)
        write_whole(places.home / SETTINGS, WRITTEN + lines, owner=account)
    return places.home / SETTINGS


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")


def clear_traces(data: Path, socket: Path) -> None:
    """Remove the numbers a dead server left, so that nobody who bears one now is in the way."""
    end_servers_in(data)
    with told_plainly(f"clear what an old server left in {data}", data):
        (data / "postmaster.pid").unlink(missing_ok=True)
        for trace in socket.glob(".s.PGSQL.*"):
            trace.unlink(missing_ok=True)
