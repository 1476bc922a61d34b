"""The gold: what an annotated document holds. Unknown keys are left alone, so that annotations may say more."""

from os import PathLike
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from speechx import bounded, stored
from speechx.errors import SourceError, reason_of


class Gold(BaseModel):
    """The base of the models of the gold."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)


class GoldSpeaker(Gold):
    """A speaker: name, unit and role as they should be found, null where the document does not tell."""

    name: str | None = None
    unit: str | None = None
    role: str | None = None


class GoldHeading(Gold):
    """A heading, without number prefix and final punctuation."""

    text: str


class GoldFigure(Gold):
    """A figure: numbers are texts, so that they are exact."""

    text: str = ""
    value: str | None = None
    low: str | None = None
    high: str | None = None
    measure: str | None = None
    kind: str | None = None
    approx: str | None = None
    direction: str | None = None
    basis: str | None = None
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    metric: str | None = None


class GoldSpeech(Gold):
    """A speech; the turns of a moderator are not scored."""

    title: str | None = None
    speakers: tuple[GoldSpeaker, ...]
    body: str
    headings: tuple[GoldHeading, ...] = ()
    figures: tuple[GoldFigure, ...] = ()
    terms: tuple[str, ...] = ()
    moderator: bool = False


class GoldEvent(Gold):
    """The meeting; what is null is not scored."""

    name: str | None = None
    date: str | None = None
    place: str | None = None


class GoldDocument(Gold):
    """An annotated document: ``file`` is its path from the folder of the documents, or else from the gold's own."""

    file: str
    encoding: str | None = None
    event: GoldEvent | None = None
    speeches: tuple[GoldSpeech, ...]

    def scored(self) -> list[GoldSpeech]:
        """Return the speeches that are scored."""
        return [speech for speech in self.speeches if not speech.moderator]


def files(path: str | PathLike[str]) -> list[Path]:
    """Return the files of the gold: the one that is named, or all ``*.json`` of a folder.

    Raises:
        SourceError: there are none.
    """
    home = Path(path)
    found = sorted(home.glob("*.json")) if home.is_dir() else [home]
    if not found:
        raise SourceError(f"{home} holds no gold: no file that ends in .json")
    return found


def read(path: Path) -> GoldDocument:
    """Read an annotated document.

    Raises:
        SourceError: it cannot be read, or is no gold.
    """
    try:
        data = bounded.beside(path)
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read: {reason_of(error)}") from None
    plain: Any = stored.value(data, str(path))
    return stored.of(GoldDocument, plain, str(path))


def document(gold: GoldDocument, beside: Path, documents: str | PathLike[str]) -> Path:
    """Return the path of the document that a gold is of.

    Args:
        gold: the annotation.
        beside: the file of the annotation.
        documents: the folder of the documents.
    """
    found = Path(documents, gold.file)
    return found if found.exists() else beside.parent / gold.file
