"""However many pupils a file has, reading it takes no more room than their keys."""

import tracemalloc

import pytest

from deelgenoot.exchange.edexml import PupilRow, read
from deelgenoot.exchange.edexml.tests.made_files import TODAY, Stream, large


def peak_for(count: int) -> tuple[int, int]:
    """How many pupils came by, and the most room that was taken at once, in bytes."""
    tracemalloc.start()
    try:
        reading = read(Stream(large(count)), today=TODAY)
        seen = sum(isinstance(row, PupilRow) for row in reading)
        return seen, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_twenty_thousand_pupils_take_little_room():
    seen, peak = peak_for(20_000)
    assert seen == 20_000
    assert peak < 8_000_000, peak


@pytest.mark.parametrize("few", [2_000])
def test_ten_times_the_pupils_take_the_room_of_their_keys_and_no_more(few):
    _, small = peak_for(few)
    _, large_peak = peak_for(few * 10)
    per_pupil = (large_peak - small) / (few * 9)
    assert per_pupil < 250, per_pupil


def test_what_is_left_is_counted_for_everyone():
    reading = read(Stream(large(500)), today=TODAY)
    assert len(list(reading)) == 503
    assert dict(reading.passed_over) == dict.fromkeys(
        ("eckid", "geslacht", "bsn", "postcodenl"), 500
    )
