"""Which known lines are beyond dispute."""

import random

import pytest

from trainer.hours.ledger import FIRST_HASH, Head
from trainer.hours.soundness import Link, sound_hashes, sound_heads


def chain(names: str, device: str = "laptop", first: int = 1, previous: str = FIRST_HASH) -> list[Link]:
    links = []
    for sequence, name in enumerate(names, first):
        links.append(Link(device, sequence, f"id-{name}", name, previous))
        previous = name
    return links


CASES = {
    "a whole chain": (chain("abc"), {}, "abc"),
    "a hole": ([link for link in chain("abcd") if link.hash != "b"], {}, "a"),
    "no first line": (chain("abc")[1:], {}, ""),
    "two branches": ([*chain("abcd"), *chain("xy", first=3, previous="b")], {}, "ab"),
    "a line chained to another one": ([*chain("ab"), *chain("x", first=3, previous="z")], {}, "ab"),
    "one id on two computers": (
        [*chain("abc"), *chain("p", "phone"), Link("phone", 2, "id-b", "q", "p")],
        {},
        "ap",
    ),
    "a lost laptop": (chain("abc"), {"laptop": 2}, "ab"),
    "a lost laptop that claims another's id": (
        [*chain("abc"), Link("phone", 1, "id-b", "q", FIRST_HASH)],
        {"phone": 0},
        "abc",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_counts_does_not_depend_on_the_order(name: str) -> None:
    links, limits, expected = CASES[name]
    chance = random.Random(1)
    for _again in range(10):
        chance.shuffle(links)
        assert sound_hashes([*links, *links[:2]], limits) == frozenset(expected)


HEADS = {
    "a whole chain": {"laptop": Head("laptop", 3, "c")},
    "no first line": {},
    "two branches": {"laptop": Head("laptop", 2, "b")},
    "one id on two computers": {"laptop": Head("laptop", 1, "a"), "phone": Head("phone", 1, "p")},
    "a lost laptop": {"laptop": Head("laptop", 2, "b")},
}


@pytest.mark.parametrize("name", HEADS)
def test_the_end_of_what_counts_does_not_depend_on_the_order(name: str) -> None:
    links, limits, _expected = CASES[name]
    chance = random.Random(2)
    for _again in range(10):
        chance.shuffle(links)
        assert sound_heads([*links, *links[:2]], limits) == HEADS[name]
