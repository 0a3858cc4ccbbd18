"""Which lines are taken back, where reversals take back reversals."""

from collections.abc import Mapping


def carried_out(reversals: Mapping[str, str]) -> tuple[set[str], set[str]]:
    """Follows reversals of reversals from their ends.

    Args:
        reversals: What each reversal takes back, by its id.

    Returns:
        The ids taken back; and the ids that reversals in a circle leave unclear.
    """
    waiting = {id_: 0 for id_ in reversals}
    for target in reversals.values():
        if target in waiting:
            waiting[target] += 1
    ready = [id_ for id_, count in waiting.items() if count == 0]
    done: set[str] = set()
    for id_ in ready:
        target = reversals[id_]
        if id_ not in done:
            done.add(target)
        if target in waiting:
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    circle = set(reversals).difference(ready)
    return done, (circle | {reversals[id_] for id_ in circle}) - done
