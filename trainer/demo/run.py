"""The demonstration, from an empty folder to verified papers."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from trainer.clock import SimulatedClock
from trainer.demo.bar import ProgressBar
from trainer.errors import TrainerError
from trainer.i18n import _

START = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
"""Nine in the morning in California, on a Monday."""


def run_demo(out: Path) -> int:
    """Runs the whole main job into a folder.

    Args:
        out: Where results go; what an earlier demonstration left there is replaced, and nothing else.

    Returns:
        0 when everything held, 1 when a check failed.

    Raises:
        TrainerError: The folder cannot be written, or it holds something that is not a demonstration.
    """
    from trainer.app.stage import quiet_qt
    from trainer.demo.story import STEPS, Story

    _clear(out)
    quiet_qt()
    bar = ProgressBar(len(STEPS))
    story = Story(out, SimulatedClock(START))
    try:
        for words, act in STEPS:
            bar.step(_(words))
            act(story)
    finally:
        story.close()
    seconds = bar.done()
    _report(story, seconds)
    return 1 if story.faults else 0


def _clear(out: Path) -> None:
    mark = out / "demonstration.txt"
    try:
        if out.exists() and any(out.iterdir()) and not mark.exists():
            raise TrainerError(
                _("This folder is not empty, and it does not hold an earlier demonstration."),
                _("Nothing was changed. Please name an empty or a new folder."),
                path=out,
            )
        if out.exists():
            shutil.rmtree(out)
        out.mkdir(parents=True)
        mark.write_text(_("A demonstration of Peer Trainer. Nobody in it is real.") + "\n", "utf-8")
    except OSError as error:
        raise TrainerError(
            _("This folder cannot be written to."), _("Please name another one."), path=out, details=str(error)
        ) from error


def _report(story: "object", seconds: float) -> None:
    from trainer.demo.story import Story

    assert isinstance(story, Story)
    print(_("Done in %(seconds)s seconds. What was made:") % {"seconds": round(seconds)})
    for path, words in story.made:
        print(f"  {path}\n      {words}")
    print()
    for line in story.checks:
        print(f"  {line}")
    for fault in story.faults:
        print(_("FAULT: %(fault)s") % {"fault": fault})
