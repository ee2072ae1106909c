"""A file is read in the letters it says it is written in, or refused in plain words."""

import codecs
import io

import pytest

from deelgenoot.exchange.edexml import read_file
from deelgenoot.exchange.edexml.tests.made_files import HEAD, TODAY, body, pupil, refusal, taken

NAME = "Zoë Ménétrier"
TEXT = body(pupils=f'<leerling key="7"><achternaam>{NAME}</achternaam></leerling>')


def written(encoding: str, declared: str | None = None, *, mark: bytes = b"") -> bytes:
    head = f'<?xml version="1.0" encoding="{declared or encoding}"?>\n'
    return mark + (head + TEXT).encode(encoding)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        written("utf-8", "UTF-8"),
        written("utf-8", "utf8", mark=codecs.BOM_UTF8),
        written("utf-16", "UTF-16"),
        written("utf-16-le", "UTF-16", mark=codecs.BOM_UTF16_LE),
        written("utf-16-be", "utf-16", mark=codecs.BOM_UTF16_BE),
        written("utf-16-le"),
        written("utf-16-be"),
        written("utf-8", "utf-16"),
        written("utf-8", "utf-16", mark=codecs.BOM_UTF8),
        written("latin-1", "ISO-8859-1"),
        written("latin-1", "latin1"),
        written("cp1252", "Windows-1252"),
        written("iso-8859-15", "ISO-8859-15"),
        written("latin-1", "ISO-8859-1").replace(b'"', b"'"),
    ],
)
def test_the_name_is_right_in_every_way_of_writing(data):
    file = taken(data)
    assert file.pupils[0].family_name == NAME
    assert file.importable


def test_quotes_and_the_euro_of_windows_are_read_also_when_the_file_says_latin_1():
    text = body(pupils=pupil("").replace("Wit", "d\N{RIGHT SINGLE QUOTATION MARK}Hondt"))
    data = ('<?xml version="1.0" encoding="ISO-8859-1"?>' + text).encode("cp1252")
    assert taken(data).pupils[0].family_name == "d\N{RIGHT SINGLE QUOTATION MARK}Hondt"


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
@pytest.mark.parametrize("head", ["", HEAD])
def test_letters_that_are_not_what_the_file_says_are_refused_with_their_line(encoding, head):
    found = refusal((head + TEXT).encode(encoding))
    assert found is not None
    assert found.kind == "letters"
    assert found.line == 6 + bool(head)
    assert "UTF-8" in str(found.what_to_do)


def test_a_letter_that_windows_does_not_have_is_refused():
    data = written("cp1252", "windows-1252").replace(b"\xeb", b"\x81")
    found = refusal(data)
    assert found is not None
    assert found.kind == "letters"


def test_utf_8_that_calls_itself_latin_is_seen_by_its_broken_letters():
    file = taken(written("utf-8", "ISO-8859-1"))
    assert [found.kind for found in file.problems] == ["garbled"]
    assert not file.importable


@pytest.mark.parametrize(
    "name", ["EBCDIC-CP-NL", "base64", "zip", "rot13", "utf-7", "idna", "x-y"]
)
def test_a_way_of_writing_that_is_not_known_is_refused_by_name(name):
    found = refusal(written("utf-8", name))
    assert found is not None
    assert found.kind == "encoding"
    assert name in str(found.sentence)


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-be"])
def test_utf_32_is_refused(encoding):
    found = refusal(written(encoding))
    assert found is not None
    assert found.kind == "encoding"


class Dripping(io.BytesIO):
    """A file that gives one byte at a time, as a slow network may."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(1)


@pytest.mark.parametrize("data", [written("utf-8"), written("utf-16"), written("cp1252")])
def test_a_file_that_comes_in_drips_is_read_the_same(data, monkeypatch):
    monkeypatch.setattr("deelgenoot.exchange.edexml.letters.PIECE", 300)
    assert read_file(Dripping(data), today=TODAY).pupils[0].family_name == NAME


@pytest.mark.parametrize(
    "root",
    [
        'EDEX xmlns="http://www.edex.nl/edexml"',
        'e:EDEX xmlns:e="http://www.edex.nl/edexml"',
        'EDEX xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="y"',
    ],
)
def test_a_namespace_makes_no_difference(root):
    assert taken(body(root=root)) == taken(body())


def test_every_element_may_carry_the_prefix():
    prefixed = body().replace("</", "\0").replace("<", "<e:").replace("\0", "</e:")
    prefixed = prefixed.replace("<e:EDEX>", '<e:EDEX xmlns:e="urn:edex">')
    assert taken(prefixed) == taken(body())


def test_an_element_of_another_namespace_is_left_where_it_is():
    inside = '<roepnaam xmlns="urn:other">123456782</roepnaam>'
    file = taken(body(pupils=pupil(inside)))
    assert file.pupils[0].call_name == "Pim"
    assert dict(file.passed_over) == {"other": 1}
    assert "123456782" not in repr(file)
