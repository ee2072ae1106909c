"""A file that is too large is never read, and each file has a fingerprint of its own."""

import hashlib
import io
import os
import tracemalloc

import pytest

from deelgenoot.exchange.edexml import EdexRefused, read, read_file
from deelgenoot.exchange.edexml.tests.made_files import HEAD, SAMPLES, TODAY, Stream, body, large

TWO_GB = 2 * 1024**3


def test_two_gigabytes_on_disk_are_refused_before_one_byte_is_read(tmp_path):
    path = tmp_path / "large.xml"
    path.touch()
    os.truncate(path, TWO_GB)
    with pytest.raises(EdexRefused) as caught:
        read_file(path, today=TODAY)
    found = caught.value.problem
    assert (found.kind, found.line) == ("too-large", 1)
    assert "250 MB" in str(found.sentence)


def endless():
    yield f"{HEAD}<EDEX>".encode()
    while True:
        yield b"<!-- " + b"x" * 60_000 + b" -->\n"


def test_a_stream_without_end_is_refused_at_the_limit_and_never_stands_in_memory():
    tracemalloc.start()
    try:
        with pytest.raises(EdexRefused) as caught:
            list(read(Stream(endless()), today=TODAY, most_mb=20))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert caught.value.problem.kind == "too-large"
    assert peak < 2_000_000, peak


def test_the_limit_is_counted_to_the_byte():
    data = b"".join(large(2_500))
    size = len(data)
    assert size > 1_000_000
    fits = data + b" " * (2_000_000 - size)
    assert read_file(io.BytesIO(fits), today=TODAY, most_mb=2).importable
    with pytest.raises(EdexRefused):
        read_file(io.BytesIO(fits + b" "), today=TODAY, most_mb=2)


def test_a_line_of_ten_megabytes_is_read_when_it_is_many_pupils_and_refused_when_it_is_one_field():
    one_line = b"".join(large(27_000)).replace(b"\n", b" ")
    assert len(one_line) > 10_000_000
    assert len(read_file(io.BytesIO(one_line), today=TODAY).pupils) == 27_000
    field = body(pupils=f'<leerling key="7"><roepnaam>{"a" * 10_000_000}</roepnaam></leerling>')
    with pytest.raises(EdexRefused) as caught:
        read_file(io.BytesIO(field.encode()), today=TODAY)
    assert caught.value.problem.kind == "huge"


def test_a_fingerprint_is_of_the_bytes_and_says_nothing_of_them():
    data = (SAMPLES / "zonnebloem.xml").read_bytes()
    file = read_file(SAMPLES / "zonnebloem.xml", today=TODAY)
    assert file.fingerprint == hashlib.sha256(data).hexdigest()
    assert read_file(io.BytesIO(data), today=TODAY).fingerprint == file.fingerprint
    assert read_file(io.BytesIO(data + b"\n"), today=TODAY).fingerprint != file.fingerprint


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(ends):
    wrong = '<leerling key="7"><roepnaam>Pim</roepnaam><groep key="9Z"/></leerling>'
    made = (HEAD + body(pupils=wrong)).replace("\n", ends)
    (found,) = (
        one
        for one in read_file(io.BytesIO(made.encode()), today=TODAY).problems
        if one.kind == "unknown-group"
    )
    assert found.line == 7
    broken = (HEAD + body(pupils=wrong.replace("Pim", "Zoë"))).replace("\n", ends)
    with pytest.raises(EdexRefused) as caught:
        read_file(io.BytesIO(broken.encode("cp1252")), today=TODAY)
    assert (caught.value.problem.kind, caught.value.problem.line) == ("letters", 7)
