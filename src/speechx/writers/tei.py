"""TEI XML after the recommendations of Parla-CLARIN: a document a ``TEI``, several in a ``teiCorpus``.

A speech is a ``div`` with an utterance ``u``, whose ``who`` points to a person of the header; its paragraphs are
``seg``, in which headings, figures (``measure``) and terms are marked where they stand. What TEI has no attribute for
stands in a feature structure (``fs``) behind the utterance, so that a figure has all that it has in JSON.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree import ElementTree as ET

from speechx import records
from speechx.models import Document, Speech
from speechx.writers import Options
from speechx.writers.tei_header import People, corpus_header, header
from speechx.writers.tei_marks import Marker
from speechx.writers.xml import ID, Legal, child

_OPENING: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
_CORPUS: Final = f'<teiCorpus xmlns="{_NAMESPACE}" xml:lang="zh">\n'


def chunks(documents: Iterable[Document], options: Options) -> Iterator[bytes]:
    """Yield one document, or with ``options.array`` a corpus of all."""
    legal = Legal()
    number = 0
    for number, document in enumerate(map(records.model, documents), 1):
        if number == 1:
            yield _OPENING.encode()
            if options.array:
                yield f"{_CORPUS}{_text(corpus_header())}\n".encode()
        element = _document(legal, document, f"d{number}", alone=not options.array)
        yield f"{_text(element)}\n".encode()
    if number and options.array:
        yield b"</teiCorpus>\n"
    if legal.replaced:
        options.tell(f"{legal.replaced} characters that XML cannot hold are U+FFFD")


def _text(element: ET.Element) -> str:
    return ET.tostring(element, encoding="unicode")


def _document(legal: Legal, document: Document, name: str, *, alone: bool) -> ET.Element:
    root = ET.Element("TEI", {**({"xmlns": _NAMESPACE} if alone else {}), ID: name, "xml:lang": "zh"})
    people = People(legal, document, name)
    root.append(header(legal, document, people, alone=alone))
    text = child(root, "text")
    if document.preamble or document.title:
        front = child(child(text, "front"), "div", type="preface")
        if document.title:
            child(front, "head", legal(document.title))
        for paragraph in document.preamble.text.split("\n") if document.preamble else ():
            child(front, "p", legal(paragraph))
    body = child(text, "body")
    speeches = [_speech(legal, body, speech, people, name) for speech in document.speeches]
    if not document.speeches:
        child(child(body, "div"), "p")
    ET.indent(root, " ")
    # Only now, since a blank in a paragraph would be text.
    for marker, segments in speeches:
        marker.fill(segments)
    return root


def _speech(
    legal: Legal, body: ET.Element, speech: Speech, people: People, document: str
) -> tuple[Marker, list[ET.Element]]:
    """Add a speech, and return what fills its paragraphs, and these, empty as yet."""
    name = f"{document}.s{speech.index}"
    div = child(body, "div", type="speech", n=str(speech.index), **{ID: name})
    if speech.event is not None:
        div.set("corresp", f"#{document}.e{speech.event}")
    if speech.title:
        child(div, "head", legal(speech.title))
    for speaker in speech.speakers:
        child(div, "note", legal(speaker.text), type="speaker")
    utterance = child(div, "u", n=legal(speech.id), ana=f"#{speech.kind}")
    if speech.speakers:
        utterance.set("who", " ".join(dict.fromkeys(f"#{people.name(speaker)}" for speaker in speech.speakers)))
    segments = [child(utterance, "seg") for _ in speech.text.split("\n")] if speech.text else []
    marker = Marker(legal, speech, name)
    marker.features(div)
    return marker, segments
