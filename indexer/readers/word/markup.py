"""Bytes of a part of a Word file -> its elements, and small questions to them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from indexer.errors import DocumentError

Node = etree._Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_STRICT = (  # the names of the strict form of the same format
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/", f"{_OFFICE}/".encode()),
)
_OFF = frozenset({"0", "false", "off", "none"})


def parsed(data: bytes, shown: str) -> Node:
    """The root of a part. Nothing outside it is fetched, no entity is filled in.

    Raises DocumentError for what is not whole or nests absurdly deep.
    """
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=False,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        raise DocumentError(
            shown,
            "a part of this Word document is damaged. Open it in Word, which may repair it, "
            "and save it anew.",
        ) from None


def w(name: str) -> str:
    """The full name of an element or attribute of Word."""
    return f"{{{_W}}}{name}"


def local(node: Node) -> str:
    """The name of an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def below(node: Node | None, *path: str) -> Node | None:
    """The first child along a path of names, or None."""
    for name in path:
        tag = w(name)
        for inner in node if node is not None else ():  # ``find`` looks for the next one as well
            if inner.tag == tag:
                node = inner
                break
        else:
            return None
    return node


def children(node: Node | None, name: str) -> Iterator[Node]:
    """The children of this name, in order."""
    return iter(()) if node is None else node.iterchildren(w(name))


def value(node: Node | None, *path: str, attribute: str = "val") -> str:
    """An attribute of the element at the end of a path; empty where there is none."""
    found = below(node, *path)
    return "" if found is None else found.get(w(attribute), "")


def integer(node: Node | None, *path: str, attribute: str = "val") -> int | None:
    """An attribute as a whole number; None where it is absent or no such number."""
    text = value(node, *path, attribute=attribute).strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def switched(node: Node | None, *path: str) -> bool | None:
    """Whether a property is on; None where it is not said."""
    found = below(node, *path)
    return None if found is None else found.get(w("val"), "on").lower() not in _OFF
