"""The header of a TEI document: the source, the meetings, who takes part, and what the categories mean."""

from typing import Final
from xml.etree import ElementTree as ET

from speechx import __version__
from speechx.models import Document, Event, Speaker
from speechx.writers.xml import ID, Legal, child

_CATEGORIES: Final = {
    "speech": "a speech",
    "moderator": "a turn of a moderator",
    "level": "a figure that states how much",
    "change": "a figure that states by how much more or less",
    "up": "a figure that goes up",
    "down": "a figure that goes down",
}


class People:
    """The persons and bodies of a document: one for all mentions of one name, or of one person of the roster."""

    def __init__(self, legal: Legal, document: Document, name: str) -> None:
        self._legal, self.document = legal, name
        self._persons: dict[tuple[str, str | None], list[Speaker]] = {}
        self._bodies: dict[str, Speaker] = {}
        for speech in document.speeches:
            for speaker in speech.speakers:
                self._persons.setdefault(_identity(speaker), []).append(speaker)
                if speaker.unit:
                    self._bodies.setdefault(speaker.unit, speaker)

    def name(self, speaker: Speaker) -> str:
        """Return the id of the person that a speaker is."""
        return f"{self.document}.p{list(self._persons).index(_identity(speaker)) + 1}"

    def describe(self, parent: ET.Element) -> None:
        """Add the lists of persons and bodies, where there are any."""
        if not self._persons:
            return
        parent = child(parent, "particDesc")
        persons = child(parent, "listPerson")
        for number, mentions in enumerate(self._persons.values(), 1):
            self._person(child(persons, "person", **{ID: f"{self.document}.p{number}"}), mentions)
        if self._bodies:
            bodies = child(parent, "listOrg")
            for number, (unit, speaker) in enumerate(self._bodies.items(), 1):
                body = child(bodies, "org", **{ID: f"{self.document}.o{number}"})
                child(body, "orgName", self._legal(unit))
                if speaker.division and speaker.division.code:
                    child(body, "idno", speaker.division.code, type="division")

    def _person(self, person: ET.Element, mentions: list[Speaker]) -> None:
        child(person, "persName", self._legal(mentions[0].name or mentions[0].text))
        for unit, role in dict.fromkeys((speaker.unit, speaker.role) for speaker in mentions):
            if unit or role:
                affiliation = child(person, "affiliation")
                if unit:
                    affiliation.set("ref", f"#{self.document}.o{list(self._bodies).index(unit) + 1}")
                if role:
                    child(affiliation, "roleName", self._legal(role))
        if mentions[0].roster_id is not None:
            child(person, "idno", self._legal(mentions[0].roster_id), type="roster")


def _identity(speaker: Speaker) -> tuple[str, str | None]:
    return speaker.name or speaker.text, speaker.roster_id


def header(legal: Legal, document: Document, people: People, *, alone: bool) -> ET.Element:
    """Return the header of a document; one that stands alone explains the categories too."""
    out = ET.Element("teiHeader")
    name = legal(document.source.name)
    titles = _file(out, legal(document.title) if document.title else name)
    for number, event in enumerate(document.events):
        meeting = child(titles, "meeting", legal(event.name or ""), n=str(number))
        _dated(meeting, event)
    source = child(child(out[0], "sourceDesc"), "bibl")
    child(source, "title", name)
    child(source, "idno", document.source.sha256, type="sha256")
    if alone:
        _categories(out)
    profile = child(out, "profileDesc")
    if document.events:
        settings = child(profile, "settingDesc")
        for number, event in enumerate(document.events):
            _setting(legal, child(settings, "setting", **{ID: f"{people.document}.e{number}"}), event)
    people.describe(profile)
    child(child(profile, "langUsage"), "language", "Chinese", ident="zh")
    return out


def corpus_header() -> ET.Element:
    """Return the header of a corpus."""
    out = ET.Element("teiHeader")
    _file(out, "Speeches")
    child(child(out[0], "sourceDesc"), "p", "The sources are described in the header of each document.")
    _categories(out)
    ET.indent(out, " ")
    return out


def _file(parent: ET.Element, title: str) -> ET.Element:
    """Add the description of the file up to its source, and return the element for titles."""
    file = child(parent, "fileDesc")
    titles = child(file, "titleStmt")
    child(titles, "title", title)
    child(child(file, "publicationStmt"), "p", "Made by speechx. Rights are those of the source.")
    return titles


def _categories(parent: ET.Element) -> None:
    encoding = child(parent, "encodingDesc")
    application = child(child(encoding, "appInfo"), "application", ident="speechx", version=__version__)
    child(application, "label", "speechx")
    taxonomy = child(child(encoding, "classDecl"), "taxonomy")
    for name, about in _CATEGORIES.items():
        child(child(taxonomy, "category", **{ID: name}), "catDesc", about)


def _setting(legal: Legal, setting: ET.Element, event: Event) -> None:
    if event.name:
        child(setting, "name", legal(event.name), type="meeting")
    if event.place:
        child(setting, "name", legal(event.place), type="place")
    if event.host:
        child(setting, "orgName", legal(event.host))
    if event.date_text:
        _dated(child(setting, "date", legal(event.date_text)), event)
    if event.theme:
        child(setting, "activity", legal(event.theme))


def _dated(element: ET.Element, event: Event) -> None:
    if event.date and event.date_end:
        element.set("from", event.date)
        element.set("to", event.date_end)
    elif event.date:
        element.set("when", event.date)
