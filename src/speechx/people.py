"""One person, many mentions: an office that stands at one mention is shared by the turns that only give the name.

Only what the document says of that very person is shared: the same full name, or for the chair the name that the
document gives once (主席（某委員某某）：, later 主席：). Two offices for one name are a
conflict, and nothing is shared.
"""

from collections.abc import Collection, Iterable, Sequence

from speechx.fold import fold
from speechx.lexicon import words
from speechx.segment import Draft, Person


def share_offices(drafts: Sequence[Draft], listed: Iterable[Person]) -> None:
    """Complete the speakers of the drafts in place.

    Args:
        drafts: the speeches in the order of the source.
        listed: people named outside of all speeches (a list of participants).
    """
    named = list(listed)
    everyone = [*named, *(person for draft in drafts for person in draft.people)]
    hosts = {person.name.text for person in everyone if person.name is not None and _hosts(person)}
    offices = _by_name(everyone)
    chairs = _chairs(everyone)
    for draft in drafts:
        draft.people = [_complete(_hosting(person, hosts), offices, chairs) for person in draft.people]


def _hosts(person: Person) -> bool:
    """Whether a person runs the whole meeting (主持人：某镇镇长　张守田); a chair may speak too."""
    return person.moderator and (person.role is None or fold(person.role.text) not in words("speakers", "chairs"))


def _by_name(people: Iterable[Person]) -> dict[str, Person | None]:
    """Map each name to the fullest mention of it, or to None where two mentions disagree."""
    found: dict[str, Person | None] = {}
    for person in people:
        if person.name is None or (person.role is None and person.unit is None):
            continue
        known = found.get(person.name.text, person)
        if known is not None and _office(known) != _office(person) and not _compatible(known, person):
            found[person.name.text] = None
        elif known is not None:
            found[person.name.text] = max(known, person, key=_fullness)
    return found


def _office(person: Person) -> tuple[str | None, str | None]:
    return (person.unit.text if person.unit else None, person.role.text if person.role else None)


def _fullness(person: Person) -> int:
    return (person.unit is not None) + (person.role is not None)


def _compatible(one: Person, other: Person) -> bool:
    """Whether two offices do not contradict each other: what both state is the same."""
    return all(a is None or b is None or a == b for a, b in zip(_office(one), _office(other), strict=True))


def _chairs(people: Iterable[Person]) -> dict[str, Person | None]:
    """Map the role of each moderator to the one person who holds it, or to None where there are two."""
    found: dict[str, Person | None] = {}
    for person in people:
        if not person.moderator or person.name is None or person.role is None:
            continue
        known = found.setdefault(person.role.text, person)
        if known is not None and known.name is not None and known.name.text != person.name.text:
            found[person.role.text] = None
    return found


def _hosting(person: Person, hosts: Collection[str]) -> Person:
    """Make a moderator of a person whom the head of the document names as one: 主持：林科长."""
    if person.name is None or person.moderator:
        return person
    titled = person.name.text + (person.role.text if person.role else "")
    return person._replace(moderator=True) if {person.name.text, titled} & set(hosts) else person


def _complete(person: Person, offices: dict[str, Person | None], chairs: dict[str, Person | None]) -> Person:
    if person.name is None and person.moderator and person.role is not None:
        chair = chairs.get(person.role.text)
        return person._replace(name=chair.name, unit=person.unit or chair.unit) if chair else person
    full = offices.get(person.name.text) if person.name else None
    if full is None or person.role is not None:
        return person
    return person._replace(unit=person.unit or full.unit, role=full.role, roles=full.roles)
