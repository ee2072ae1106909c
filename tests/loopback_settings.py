"""Settings of a worker in a test: the real ones, and a push service on this machine."""

from deelgenoot.config.settings import *  # noqa: F403

PUSH_LOOPBACK = True
