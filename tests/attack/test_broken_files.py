"""Files broken by chance: each is brought in whole or refused in a sentence, never half."""

import os
from random import Random

import pytest
from django.core.management.base import CommandError
from django.db import transaction

from deelgenoot.exchange.edexml.tests.made_files import SAMPLES, mutate
from deelgenoot.exchange.tests.schools import bring_in
from tests.attack import times

TRIES = times(60, long=5000)
UNDERIVED = "SELECT count(*) FROM deelgenoot_underived_memberships()"


@pytest.mark.parametrize("name", ["regenboog.xml", "zonnebloem.xml"])
def test_a_broken_file_is_brought_in_or_refused_and_nothing_else(copy, tmp_path, name):
    from django.db import connection

    seed = int(os.environ.get("SEED", Random().randrange(10**9)))
    print(f"SEED={seed}")
    dice, sound = Random(seed), (SAMPLES / name).read_bytes()
    before = copy.everything(but=())
    taken = refused = 0
    for number in range(TRIES):
        path = tmp_path / "broken.xml"
        path.write_bytes(mutate(sound, dice))
        with transaction.atomic():
            try:
                bring_in(path, "--preview")
                bring_in(path)
                taken += 1
            except CommandError as trouble:
                refused += 1
                told = str(trouble)
            else:
                told = "Nothing was changed."
                with connection.cursor() as cursor:
                    cursor.execute(UNDERIVED)
                    assert cursor.fetchone() == (0,), (seed, number)
            assert "Nothing was changed." in told, (seed, number)
            transaction.set_rollback(True)
    print(f"{taken} brought in, {refused} refused")
    assert taken
    assert refused
    assert copy.everything(but=()) == before
