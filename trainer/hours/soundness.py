"""Which of a device's known lines are beyond dispute: the same answer for any order in which they became known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trainer.hours.ledger import FIRST_HASH, Head


@dataclass(frozen=True)
class Link:
    """A line as far as its place in a chain goes."""

    device_id: str
    sequence: int
    id: str
    hash: str
    previous_hash: str


def sound_hashes(links: Iterable[Link], last_sequences: Mapping[str, int] | None = None) -> frozenset[str]:
    """Returns the hashes of the lines that count: see :func:`sound_chains`."""
    return frozenset(link.hash for chain in sound_chains(links, last_sequences) for link in chain)


def sound_heads(links: Iterable[Link], last_sequences: Mapping[str, int] | None = None) -> dict[str, Head]:
    """Returns the ends of what counts, by device id; a device of which nothing counts has none."""
    ends = [chain[-1] for chain in sound_chains(links, last_sequences)]
    return {end.device_id: Head(end.device_id, end.sequence, end.hash) for end in ends}


def sound_chains(links: Iterable[Link], last_sequences: Mapping[str, int] | None = None) -> list[list[Link]]:
    """Returns the lines that count, each device's in order; a device of which nothing counts is left out.

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
    devices = {link.device_id for link in known.values()}
    chains = [list(_prefix(device_id, places, ids)) for device_id in devices]
    return [chain for chain in chains if chain]


def _prefix(device_id: str, places: Mapping[tuple[str, int], list[Link]], ids: Mapping[str, int]) -> Iterable[Link]:
    tip, sequence = FIRST_HASH, 1
    while len(here := places.get((device_id, sequence), [])) == 1:
        link = here[0]
        if link.previous_hash != tip or ids[link.id] > 1:
            return
        yield link
        tip, sequence = link.hash, sequence + 1
