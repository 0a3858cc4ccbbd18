"""The sessions of a plan as a table; no Qt."""

from itertools import accumulate
from zoneinfo import ZoneInfo

from trainer.hours.plan import StudyPlan
from trainer.i18n import _, format_clock
from trainer.ui.cells import Cell, LazyRows, Row, Sheet
from trainer.ui.hour_cells import hours_cell, near_day_words


def sheet_of_sessions(plan: StudyPlan) -> Sheet:
    """Lists the sessions, each worded when it is looked at."""
    sessions, zone = plan.sessions, ZoneInfo(plan.zone)
    so_far = list(accumulate(session.minutes * 60 for session in sessions))

    def _session(number: int) -> Row:
        session = sessions[number]
        times = _("%(start)s to %(end)s") % {
            "start": format_clock(session.starts_at, plan.zone),
            "end": format_clock(session.ends_at, plan.zone),
        }
        day = session.starts_at.astimezone(zone).date()
        cells = (
            Cell(near_day_words(day), times),
            hours_cell(session.minutes * 60, strong=True),
            hours_cell(so_far[number]),
        )
        return Row(day.isoformat(), cells)

    keys = (
        lambda number: number,
        lambda number: sessions[number].minutes,
        lambda number: number,
    )
    head = (_("When"), _("Length"), _("So far"))
    return Sheet(_("Study plan"), head, (26, 13, 13), LazyRows(len(sessions), _session, keys))
