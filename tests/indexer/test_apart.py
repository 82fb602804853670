"""Files that would bring a reader down, or hold it up, and what comes after them."""

import os
import signal
import time

import pytest

from indexer.apart import Reader
from indexer.errors import DocumentError
from indexer.readers import read
from indexer.readers.formats import Format, format_of
from indexer.schema import About
from tests.indexer.reading import PLACES

PAGE = b"<html><body><h1>Glenmore</h1><p>Otters live by the weir.</p></body></html>"


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    body = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    return body + head + table + tail


def forms_in_forms(depth: int) -> bytes:
    """A PDF of one page that draws a form ten times, which draws another ten times, and so on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>>>",
    ]
    draw = b"/F Do " * 10
    objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw))
    for level in range(depth):
        head = b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Length %d" % len(draw)
        objects.append(
            b"%s/Resources<</XObject<</F %d 0 R>>>>>>stream\n%s\nendstream"
            % (head, 6 + level, draw)
        )
    last = b"0 0 5 5 re f"
    objects.append(
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length %d>>stream\n%s\nendstream"
        % (len(last), last)
    )
    return pdf(*objects)


def test_what_is_read_apart_is_what_is_read():
    told = About(title="The Weir")
    with Reader(PLACES) as reader:
        assert reader.read("weir.html", PAGE, told) == read("weir.html", PAGE, PLACES, told)
        assert reader.read("weir.txt", b"Otters.") == read("weir.txt", b"Otters.", PLACES)


def test_a_fault_apart_is_the_same_fault_here():
    for data, name in ((b"<html><p> </p></html>", "a.html"), (b"", "b.pdf"), (b"PK", "c.docx")):
        with Reader(PLACES) as reader, pytest.raises(DocumentError) as apart:
            reader.read(name, data)
        with pytest.raises(DocumentError) as here:
            read(name, data, PLACES)
        assert str(apart.value) == str(here.value)


def test_a_file_that_brings_the_reader_down_is_refused_and_the_next_is_read():
    bomb = forms_in_forms(9)
    assert format_of(bomb, "bomb.pdf") is Format.PDF
    with Reader(PLACES) as reader:
        begun = time.process_time()
        with pytest.raises(
            DocumentError, match=r"too long for its size|cannot be read safely|much"
        ):
            reader.read("bomb.pdf", bomb)
        assert reader.read("weir.html", PAGE).document.text.endswith("by the weir.")
        assert time.process_time() - begun < 5  # the work was not done here


@pytest.mark.parametrize(
    ("sign", "says"),
    [
        (signal.SIGPROF, "reading it takes far too long for its size. Open it in its program"),
        (signal.SIGSEGV, "it is built so that it cannot be read safely. Open it in its program"),
    ],
)
def test_a_process_that_the_system_ends_is_said_in_a_sentence(sign, says):
    with Reader(PLACES) as reader:
        reader.read("weir.html", PAGE)
        assert reader._process is not None
        os.kill(reader._process.pid, sign)
        with pytest.raises(DocumentError) as caught:
            reader.read("weir.html", PAGE)
        assert caught.value.reason.startswith(says)
        assert reader.read("weir.html", PAGE).document.title == "Glenmore"


def test_no_process_is_left_behind():
    with Reader(PLACES) as reader:
        reader.read("weir.html", PAGE)
        process = reader._process
        assert process is not None
        assert process.poll() is None
    assert process.poll() == 0


def test_an_interrupt_does_not_wait_for_the_file_that_is_being_read():
    processes = []

    def interrupted() -> None:
        with Reader(PLACES) as reader:
            reader.read("weir.html", PAGE)
            processes.append(reader._process)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert processes[0].poll() == -signal.SIGKILL
