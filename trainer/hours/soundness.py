"""Which of a device's known lines are beyond dispute: the same answer for any order in which they became known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trainer.hours.ledger import FIRST_HASH


@dataclass(frozen=True)
class Link:
    """A line as far as its place in a chain goes."""

    device_id: str
    sequence: int
    id: str
    hash: str
    previous_hash: str


def sound_hashes(links: Iterable[Link], last_sequences: Mapping[str, int] | None = None) -> frozenset[str]:
    """Returns the hashes of the lines that count.

    A device's lines count from its first one on, as long as each was chained to the one before and no other known line
    claims its place or its id. What two lines claim belongs to neither, and what was chained to it stands on nothing.
    So it does not matter which of them came first.

    Args:
        links: Every line that is known of some devices; a line that is named twice is one line.
        last_sequences: For devices that were revoked, the last line that still counts; later ones claim nothing.
    """
    limits = last_sequences or {}
    known = {link.hash: link for link in links if link.sequence <= limits.get(link.device_id, link.sequence)}
    places: dict[tuple[str, int], list[Link]] = defaultdict(list)
    ids: dict[str, int] = defaultdict(int)
    for link in known.values():
        places[link.device_id, link.sequence].append(link)
        ids[link.id] += 1
    found: set[str] = set()
    for device_id in {link.device_id for link in known.values()}:
        found.update(_prefix(device_id, places, ids))
    return frozenset(found)


def _prefix(device_id: str, places: Mapping[tuple[str, int], list[Link]], ids: Mapping[str, int]) -> Iterable[str]:
    tip, sequence = FIRST_HASH, 1
    while len(here := places.get((device_id, sequence), [])) == 1:
        link = here[0]
        if link.previous_hash != tip or ids[link.id] > 1:
            return
        yield link.hash
        tip, sequence = link.hash, sequence + 1
