"""A file that cannot be trusted is refused as a whole, whoever made it that way."""

import io
import os
import time
from random import Random, SystemRandom

import pytest

from deelgenoot.exchange.edexml import EdexRefused, read, read_file
from deelgenoot.exchange.edexml.listening import Listener
from deelgenoot.exchange.edexml.problems import REFUSALS
from deelgenoot.exchange.edexml.tests.made_files import (
    HEAD,
    SAMPLES,
    SCHOOL,
    TODAY,
    Stream,
    body,
    mutate,
    pupil,
    refusal,
)

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "billion laughs": f'<!DOCTYPE EDEX [<!ENTITY l0 "ha">{LAUGHS}]>' + body(pupils=pupil("&l9;")),
    "quadratic": f'<!DOCTYPE EDEX [<!ENTITY a "{"a" * 9999}">]>' + body(pupils="&a;" * 9999),
    "external entity": '<!DOCTYPE EDEX [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + body(pupils=pupil("<roepnaam>&x;</roepnaam>")),
    "parameter entity": '<!DOCTYPE EDEX [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'
    + body(),
    "external document type": '<!DOCTYPE EDEX SYSTEM "http://127.0.0.1:9/edex.dtd">' + body(),
    "bare document type": "<!DOCTYPE EDEX>" + body(),
}
DEEP = "<toevoegingen>" * 50_000
CASES = {
    "empty": ["", " \n\t", "\ufeff", "\0\0"],
    "half": [
        body()[:300],
        body().replace("</EDEX>", ""),
        "<",
        "<!-- ",
        "<EDEX><![CDATA[",
        body().encode() + b"\xc3",
    ],
    "not-xml": ["naam;groep\nNoor;5B\n", "PK\x03\x04", "{}", body() + "<EDEX/>", "<EDEX></b>"],
    "not-edexml": ["<html><body/></html>", "<edexml/>", '<a:b xmlns:a="x"/>'],
    "entities": list(BOMBS.values()),
    "version": [
        body(school=SCHOOL.replace("2.1", "3.0")),
        body(school=SCHOOL.replace("2.1", "x")),
    ],
    "nesting": [body(pupils=pupil(DEEP)), "<EDEX>" * 30],
    "huge": [
        body(pupils=pupil(f"<roepnaam>{'a' * 1_000_001}</roepnaam>")),
        body(pupils=pupil(f"<bsn>{'1' * 1_000_001}</bsn>")),
        body(pupils=pupil(f'<groep key="{"a" * 2_000_000}"/>')),
        body(pupils=f"<!--{'a' * 2_000_000}-->"),
        body(pupils=f"<?x {'a' * 2_000_000}?>"),
        body(pupils=pupil(f"<roepnaam><![CDATA[{'a' * 1_000_001}]]></roepnaam>")),
    ],
    "letters": [(HEAD + body(pupils=pupil("é"))).encode("latin-1")],
    "xml-version": [
        HEAD.replace("1.0", "1.1") + body(),
        "<?xml version='2.0'?><EDEX/>",
        (HEAD.replace("1.0", "1.1").replace("UTF-8", "UTF-16") + body()).encode("utf-16"),
    ],
    "encoding": [HEAD.replace("UTF-8", "cp437") + body()],
}
EACH = [(kind, made) for kind, all_made in CASES.items() for made in all_made]


@pytest.mark.parametrize(("kind", "made"), EACH, ids=[f"{k}{n}" for n, (k, _) in enumerate(EACH)])
def test_the_whole_file_is_refused_in_one_plain_sentence(kind, made):
    found = refusal(made if isinstance(made, bytes) else made.encode())
    assert found is not None
    assert found.kind == kind
    assert found.line >= 1
    assert found.blocks
    assert str(found.sentence).endswith(".")
    assert "{" not in str(found.sentence)
    assert str(found.what_to_do).endswith(".")


def test_no_reason_to_refuse_is_forgotten_here():
    assert set(CASES) | {"too-large"} == set(REFUSALS)  # that one is in test_whole_files


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_refused_at_its_declaration_before_anything_is_opened(name):
    refused_at = refusal(BOMBS[name].encode())
    assert refused_at is not None
    assert (refused_at.kind, refused_at.line) == ("entities", 1)


@pytest.mark.parametrize(
    ("guard", "bomb"),
    [
        ("StartDoctypeDeclHandler", "billion laughs"),
        ("EntityDeclHandler", "billion laughs"),
        ("ExternalEntityRefHandler", "external entity"),
    ],
)
def test_a_bomb_is_stopped_by_each_guard_alone(guard, bomb):
    listener = Listener(lambda draft: None)
    guards = {"StartDoctypeDeclHandler", "EntityDeclHandler", "ExternalEntityRefHandler"}
    for other in guards - {guard}:
        setattr(listener._parser, other, None)
    with pytest.raises(EdexRefused) as caught:
        listener.hear(BOMBS[bomb])
    assert caught.value.problem.kind == "entities"


def test_an_entity_that_is_used_without_a_declaration_is_refused():
    found = refusal(body(pupils=pupil("<roepnaam>&eacute;</roepnaam>")))
    assert found is not None
    assert found.kind == "not-xml"


def test_what_is_refused_says_nothing_of_what_is_in_the_file():
    made = body(pupils=pupil("<bsn>123456782</bsn>\xe9")).encode("latin-1")
    with pytest.raises(EdexRefused) as caught:
        read_file(io.BytesIO(made), today=TODAY)
    told = repr(caught.value) + str(caught.value.problem.sentence)
    assert "123456782" not in told
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_half_a_file_is_refused_wherever_it_stops(encoding):
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    whole = (head + body(pupils=pupil("<voornamen>Zoë</voornamen>"))).encode(encoding)
    needed = len(
        (head + body(pupils=pupil("<voornamen>Zoë</voornamen>")).rstrip()).encode(encoding)
    )
    for length in range(needed):
        found = refusal(whole[:length])
        assert found is not None, length
        lone = {"letters"} if length == 1 else set()
        assert found.kind in {"empty", "half"} | lone, (length, found.kind)
    assert refusal(whole[:needed]) is None


def test_rows_come_by_before_a_large_file_ends():
    data = (SAMPLES / "regenboog.xml").read_bytes()
    half = data[: data.index(b'<leerling key="RB-5B-20"')]
    reading = read(Stream([half, b"<!-- " + b" " * 100_000 + b"-->"]), today=TODAY)
    rows = [next(reading) for _ in range(20)]
    assert len(rows) == 20
    with pytest.raises(EdexRefused):
        list(reading)


def test_a_refused_reading_gives_nothing_more():
    reading = read(io.BytesIO(b"<html/>"), today=TODAY)
    with pytest.raises(EdexRefused):
        next(reading)
    assert list(reading) == []


def test_a_file_broken_by_chance_is_read_or_refused_and_nothing_else():
    seed = int(os.environ.get("EDEXML_SEED") or SystemRandom().randrange(2**32))
    print(f"EDEXML_SEED={seed}")
    dice = Random(seed)
    small = (HEAD + body(pupils=pupil("<bsn>123456782</bsn>"))).encode()
    sources = [small, (SAMPLES / "zonnebloem.xml").read_bytes(), small.decode().encode("utf-16")]
    started, ends = time.process_time(), {"read": 0, "refused": 0}
    for turn in range(600):
        broken = mutate(sources[turn % 3], dice)
        try:
            file = read_file(io.BytesIO(broken), today=TODAY)
        except EdexRefused:
            ends["refused"] += 1
        else:
            assert all(str(found.sentence) and found.line >= 1 for found in file.problems)
            ends["read"] += 1
    print(ends, f"{time.process_time() - started:.1f} s")
    assert ends["read"]
    assert ends["refused"]
