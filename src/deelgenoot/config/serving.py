"""Serve the house: tables up to date, words compiled, web and worker side by side."""

import os
import sys
import time

from deelgenoot.config import environment, ports
from deelgenoot.config.processes import Household


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
    os.environ["DEELGENOOT_ROLE"] = "app"


def serve(*, demo: bool) -> int:
    """Start web and worker and stay until someone stops us."""
    port = ports.choose(environment.text("PORT"))
    os.environ.setdefault("SITE", f"http://127.0.0.1:{port}")
    prepare(demo=demo)
    house = Household()
    try:
        if demo:
            story = house.start(
                [sys.executable, "-m", "django", "tell_story"], DEELGENOOT_ROLE="jobs"
            )
            if story.wait() != 0:
                return 1
            house.running.remove(story)
        web = house.start(web_command(port), DEELGENOOT_ROLE="app")
        house.start(
            [
                sys.executable,
                "-W",
                "ignore",
                "-m",
                "django",
                "procrastinate",
                "worker",
                "--concurrency",
                "2",
            ],
            DEELGENOOT_ROLE="jobs",
        )
        while web.poll() is None and ports.is_free(port):
            time.sleep(0.05)
        print(f"\n  Deelgenoot is at http://127.0.0.1:{port}/", flush=True)
        if demo:
            from deelgenoot.demo.cast import who_you_can_be

            print(who_you_can_be(), flush=True)
        print("  Ctrl-C stops everything.\n", flush=True)
        return house.wait()
    finally:
        house.end()


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
