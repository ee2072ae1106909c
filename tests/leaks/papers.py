"""Read a PDF whole: its words in any script, its particulars, and what a screen reader says."""

from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    TextStringObject,
)


def read_pdf(pdf: bytes) -> str:
    """Give all there is to read, and to hear."""
    reader = PdfReader(BytesIO(pdf))
    drawn = [page.extract_text() for page in reader.pages]
    facts = [f"{name}: {said}" for name, said in (reader.metadata or {}).items()]
    described = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
    inside = list(_strings(reader.trailer, set()))
    files = [said.decode("latin-1") for kept in reader.attachments.values() for said in kept]
    return "\n".join([*drawn, *facts, described, *inside, *files])


def _strings(thing: object, seen: set[int]) -> Iterator[str]:
    """Every string in the file itself, such as what stands for a picture."""
    if isinstance(thing, IndirectObject):
        if thing.idnum not in seen:
            seen.add(thing.idnum)
            yield from _strings(thing.get_object(), seen)
    elif isinstance(thing, DictionaryObject):
        for name in thing:
            yield from _strings(thing.raw_get(name), seen)
    elif isinstance(thing, ArrayObject):
        for held in thing:
            yield from _strings(held, seen)
    elif isinstance(thing, TextStringObject | ByteStringObject):
        yield str(thing)
