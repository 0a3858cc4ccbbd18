"""Finding passages in a whole course: never more than 10 ms, and close to what the index alone takes."""

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.course import large_pack
from benchmarks.measurement import Measurement
from trainer.courses import engine
from trainer.courses.pack_reader import PackCatalogue

QUERIES = 400
WORDS = (
    "recovery",
    "hope",
    "wellness",
    "peer",
    "question",
    "choice",
    "story",
    "listen",
    "bread",
    "county",
    "medication",
)


def run() -> list[Measurement]:
    """Searches for one to three words, as people do, and asks the bare index the same in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        path = large_pack(Path(folder))
        catalogue = PackCatalogue.open(path)
        index = engine.open_for_reading(path)
        catalogue.search("warm up", "en")
        ours = slowest_of_twenty(lambda words: catalogue.search(words, "en"))
        bare = slowest_of_twenty(lambda words: ask(index, words))
        catalogue.close()
        index.close()
    return [
        Measurement("search, 95 in 100 are found within", ours, "ms", 10.0),
        Measurement("search against the bare index", ours, "ms", 3.0, bare),
    ]


def ask(index: sqlite3.Connection, words: str) -> list[object]:
    """Asks the index what the program asks it, and nothing else."""
    wanted = " AND ".join(f'"{word}"*' for word in words.split())
    return index.execute(
        "SELECT lesson, section, title, snippet(passages, 1, '', '', '', 24) FROM passages WHERE passages MATCH ? "
        "ORDER BY bm25(passages, 6.0, 1.0) LIMIT 20",
        (wanted,),
    ).fetchall()


def slowest_of_twenty(search: Callable[[str], object]) -> float:
    """Returns the milliseconds within which 95 searches in 100 are done."""
    chance = random.Random(4)
    taken = []
    for _number in range(QUERIES):
        words = " ".join(chance.sample(WORDS, chance.randint(1, 3)))
        started = time.perf_counter()
        search(words)
        taken.append(time.perf_counter() - started)
    return sorted(taken)[int(QUERIES * 0.95)] * 1000
