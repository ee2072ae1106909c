"""Serve the house: tables up to date, words compiled, web and worker side by side."""

import os
import signal
import sys
import time

from deelgenoot.config import environment, ports
from deelgenoot.config.checking import require_sound_roles
from deelgenoot.config.processes import Household

WORKER = ("--concurrency", "2")


def prepare(*, demo: bool) -> None:
    """Bring tables, words and look up to date, as the owner."""
    os.environ["DEELGENOOT_ROLE"] = "owner"
    import django
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    from deelgenoot.ui.catalogue import compile_stale

    compile_stale()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Making the tables…", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    connection.close()
    require_sound_roles()
    os.environ["DEELGENOOT_ROLE"] = "app"


def serve(*, demo: bool) -> int:
    """Start web and worker and stay until someone stops us."""
    claim = ports.claim(environment.text("PORT"))
    os.environ.setdefault("SITE", f"http://127.0.0.1:{claim.port}")
    prepare(demo=demo)
    house = Household()
    try:
        if demo and house.start(django("tell_story"), DEELGENOOT_ROLE="jobs").wait() != 0:
            return 1
        house.running.clear()
        web = house.start(web_command(claim.port), DEELGENOOT_ROLE="app")
        work = django("procrastinate", "worker", *WORKER)
        house.start(
            work, death=signal.SIGKILL, DEELGENOOT_ROLE="jobs"
        )  # it waits for its database
        while web.poll() is None and not ports.answers(claim.port):
            time.sleep(0.05)
        if web.poll() is None:
            _say_where(claim.port, demo=demo)
        return house.wait()
    finally:
        house.end()


def _say_where(port: int, *, demo: bool) -> None:
    """Print the address, and in the demo who you can be."""
    print(f"\n  Deelgenoot is at http://127.0.0.1:{port}/", flush=True)
    if demo:
        from deelgenoot.demo.cast import who_you_can_be

        print(who_you_can_be(), flush=True)
    print("  Ctrl-C stops everything.\n", flush=True)


def django(*words: str) -> list[str]:
    """Say how one of our own commands is started."""
    return [sys.executable, "-W", "ignore", "-m", "django", *words]


def web_command(port: int) -> list[str]:
    """Say how the web server is started."""
    workers = environment.text("WEB_WORKERS", "2")
    threads = environment.text("WEB_THREADS", "8")
    return [
        sys.executable,
        "-m",
        "granian",
        "deelgenoot.config.wsgi:application",
        "--interface",
        "wsgi",
        "--host",
        environment.text("HOST", "127.0.0.1"),
        "--port",
        str(port),
        "--workers",
        workers,
        "--blocking-threads",
        threads,
        "--log-level",
        "warning",
        "--no-access-log",
    ]
