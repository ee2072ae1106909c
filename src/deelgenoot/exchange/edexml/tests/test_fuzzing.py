"""Whatever a name or a key looks like, and however a file comes in, it is read as it was meant."""

import io
from unittest import mock
from xml.sax.saxutils import escape, quoteattr

from hypothesis import given
from hypothesis import strategies as st

from deelgenoot.exchange.edexml import EdexRefused, letters, read_file
from deelgenoot.exchange.edexml.judging import tidy
from deelgenoot.exchange.edexml.tests.made_files import HEAD, TODAY, VERSIONS, body

IN_XML = st.characters(
    min_codepoint=32, blacklist_categories=("Cs", "Cn"), blacklist_characters="\ufffe\uffff"
)
NAMES = st.text(IN_XML, max_size=64)
SOUND = (VERSIONS / "nl-2.1.xml").read_bytes()


def read(data):
    """Read what was made, or None when it is refused."""
    try:
        return read_file(io.BytesIO(data), today=TODAY)
    except EdexRefused:
        return None


@given(surname=NAMES, called=NAMES, key=NAMES)
def test_a_name_comes_in_as_it_was_written_or_is_told(surname, called, key):
    inside = (
        f"<leerling key={quoteattr(key)}><achternaam>{escape(surname)}</achternaam>"
        f"<roepnaam>{escape(called)}</roepnaam></leerling>"
    )
    file = read((HEAD + body(pupils=inside)).encode())
    assert file is not None
    (pupil,) = file.pupils
    assert (pupil.family_name, pupil.call_name) == (tidy(surname), tidy(called))
    named = bool(tidy(surname) or tidy(called)) and bool(tidy(key))
    assert file.importable is (named and "garbled" not in {one.kind for one in file.problems})
    for problem in file.problems:
        assert problem.line == 7
        assert str(problem.sentence).strip()


@given(st.binary(max_size=400))
def test_bytes_that_are_no_school_are_refused(data):
    file = read(data)
    assert file is None or not file.importable


@given(at=st.integers(0, len(SOUND)), put=st.binary(max_size=40))
def test_bytes_that_fall_in_between_end_in_a_file_or_a_refusal(at, put):
    file = read(SOUND[:at] + put + SOUND[at:])
    assert file is None or all(problem.line >= 1 for problem in file.problems)


@given(st.integers(256, 4096), st.sampled_from(sorted(VERSIONS.glob("*.xml"))))
def test_however_it_is_cut_on_the_way_it_is_the_same_file(size, path):
    whole = read_file(path, today=TODAY)
    with mock.patch.object(letters, "PIECE", size):
        came = read_file(path, today=TODAY)
    assert came == whole
    assert came.fingerprint == whole.fingerprint
