"""Makes Word files for the tests: with python-docx, and with XML where it has no words for it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile

from docx.document import Document as WordDocument

from tests.indexer.reading import Read, check, read_text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
BODY = "Partners meet twice a year in the town hall of Glenmore and keep a note of it."
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph; ``properties`` and ``run`` are what stands in its w:pPr and its run's w:rPr."""
    inner = text if text.startswith("<") else r(text, run)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def styled(style: str, text: str) -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>')


def numbered(text: str, num: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(inner: str, properties: str = "") -> str:
    """A cell; text that is no XML becomes its one paragraph."""
    inner = inner if inner.startswith("<") else p(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def numbering(abstracts: Mapping[int, str], nums: Mapping[int, tuple[int, str]]) -> str:
    """word/numbering.xml: definition -> its levels; list -> its definition and overrides."""
    made = [
        f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>'
        for key, levels in abstracts.items()
    ]
    made += [
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'
        for key, (of, more) in nums.items()
    ]
    return f"<w:numbering {NAMES}>{''.join(made)}</w:numbering>"


def style(name: str, shown: str, inner: str = "", based: str = "") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>{on}{inner}'
        "</w:style>"
    )


def word(body: str, *, kind: str = _MAIN, core: str = "", **parts: str) -> bytes:
    """A Word file with this body; ``parts`` are styles, numbering, footnotes, endnotes."""
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in parts}),
    }
    for name, xml in parts.items():
        root = xml if xml.startswith(f"<w:{name}") else f"<w:{name} {NAMES}>{xml}</w:{name}>"
        members[f"word/{name}.xml"] = root
    if core:
        members["docProps/core.xml"] = (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{core}</dc:title>'
            "</cp:coreProperties>"
        )
    return archive(members)


def _relations(targets: Mapping[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def said(body: str, **parts: str) -> list[str]:
    """The text of each block of a Word file with this body."""
    return [text for _, texts in outline(body, **parts) for text in texts]


def outline(body: str, **parts: str) -> list[tuple[tuple[str, ...], list[str]]]:
    return reading(body, **parts).outline()


def reading(body: str, **parts: str) -> Read:
    made = read_text(word(body, **parts), "glenmore.docx")
    check(made)
    return made


def field(instruction: str, result: str, between: str = "") -> str:
    """The runs of a field."""
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
    return f"{begin}{code}{between}{separate}{result}{end}"


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file with these members."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return made.getvalue()


def changed(data: bytes, **replaced: str) -> bytes:
    """The Word file with text replaced in all its parts."""
    members = {}
    with ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            content = file.read(name).decode()
            for old, new in replaced.items():
                content = content.replace(old, new)
            members[name] = content
    return archive(members)


def saved(document: WordDocument) -> bytes:
    """The bytes of a document of python-docx."""
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
