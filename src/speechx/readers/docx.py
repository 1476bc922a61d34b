"""Word documents: the text of the body, a paragraph a line, tables cell by cell, with the numbers of lists.

python-docx opens the package; macros are never looked at, nothing that lies outside of the file is fetched, and a
package whose XML declares a document type, which Word never writes, is refused with its entities.
"""

import io
import zipfile
import zlib
from collections import Counter
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from speechx.errors import LimitError, SourceError
from speechx.readers.docx_numbers import Numbering
from speechx.readers.seam import Options, Text
from speechx.source import Remark

_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError, AttributeError,
    OSError, etree.LxmlError,
)  # fmt: skip
_FREE: Final = 1 << 20
_HEAD: Final = 4096
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED: Final = frozenset({
    *map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sectPr", "w:rt", "w:instrText")), _FALLBACK,
})  # fmt: skip
_LEFT_OUT: Final = {
    qn("w:txbxContent"): "text boxes", qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes",
}  # fmt: skip
_WRITTEN: Final = {
    qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:sym"): "\ufffd",
}  # fmt: skip
_VANISH: Final = f"{qn('w:rPr')}/{qn('w:vanish')}"
_OFF: Final = frozenset({"0", "false", "off"})


def extract(data: bytes, options: Options) -> Text:
    """Return the text of a document.

    Args:
        data: the document.
        options: of these the limits on what a packed document unpacks to.

    Raises:
        SourceError: it is broken, or holds no text.
        LimitError: it unpacks to too much.
    """
    _check(data, options)
    try:
        main = OpcPackage.open(io.BytesIO(data)).main_document_part
        body = parse_xml(main.blob)
        numbering, styles = (_related(main, kind) for kind in (RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.STYLES))
    except _BROKEN as error:
        raise SourceError(f"is a broken Word document: {' '.join(str(error).split())[:120]}") from None
    walk = _Walk(Numbering(numbering, styles))
    walk.over(body)
    text = "".join(walk.lines)
    if not text.strip():
        raise SourceError("is empty: the document holds no text")
    return Text(text, remarks=walk.remarks())


def _check(data: bytes, options: Options) -> None:
    """Refuse what unpacks to too much, before it does, and what declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            size = sum(part.file_size for part in parts)
            if len(parts) > options.max_members:
                raise LimitError(f"has more than {options.max_members} parts (--max-members)")
            if options.max_bytes is not None and size > options.max_bytes:
                raise LimitError(f"unpacks to more than the limit of {options.max_bytes} bytes (--max-bytes)")
            if size > max(_FREE, options.max_ratio * len(data)):
                raise LimitError(f"unpacks to more than {options.max_ratio} times its size (--max-ratio)")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as stream:
                        _refuse_entities(stream.read(_HEAD))
    except _BROKEN as error:
        raise SourceError(f"is a broken Word document: {' '.join(str(error).split())[:120]}") from None


def _refuse_entities(head: bytes) -> None:
    if b"<!DOCTYPE" in head.replace(b"\0", b""):  # in UTF-16 too
        raise SourceError("is refused: its XML declares a document type, which may hide any amount of text")


def _related(part: Any, kind: str) -> Any | None:  # noqa: ANN401 - elements of lxml
    try:
        return parse_xml(part.part_related_by(kind).blob)
    except (KeyError, ValueError):
        return None


class _Walk:
    """A walk over the body that writes its lines and counts what it leaves out."""

    def __init__(self, numbering: Numbering) -> None:
        self.lines: list[str] = []
        self._numbering = numbering
        self._left_out: Counter[str] = Counter()

    def over(self, body: Any) -> None:  # noqa: ANN401 - an element of lxml
        """Write the paragraphs of an element in order."""
        walker = etree.iterwalk(body, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                if element.tag == qn("w:p"):
                    self.lines.append("\n")
            elif self._passes_over(element):
                walker.skip_subtree()
            elif element.tag == qn("w:p"):
                self.lines.append(self._numbering.number(element.find(qn("w:pPr"))))
            elif element.tag in {qn("w:t"), _MATH}:
                self.lines.append(element.text or "")
            else:
                self.lines.append(_WRITTEN.get(element.tag, ""))

    def _passes_over(self, element: Any) -> bool:  # noqa: ANN401
        if element.tag in _LEFT_OUT:
            self._left_out[_LEFT_OUT[element.tag]] += 1
            return True
        hidden = element.find(_VANISH) if element.tag == qn("w:r") else None
        if hidden is not None and hidden.get(qn("w:val")) not in _OFF:
            self._left_out["hidden passages"] += 1
            return True
        return element.tag in _SKIPPED

    def remarks(self) -> tuple[Remark, ...]:
        """Return what there is to say of the text."""
        told = [f"{count} {what}" for what, count in self._left_out.items()]
        remarks = [Remark("left-out", 0, ", ".join(told))] if told else []
        if self._numbering.odd:
            remarks.append(Remark("numbers-in-digits", 0, ", ".join(sorted(self._numbering.odd))))
        return tuple(remarks)
