"""The provider's office."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trainer.certificates.facts import Provider
from trainer.ui.navigation import Place
from trainer.ui.office import build_office
from trainer.ui.screen import Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def build(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the screen for an instructor."""
    space = window.workspace

    def _provider() -> Provider | None:
        with space.unit() as unit:
            return unit.register.provider()

    def _totals() -> Mapping[str, Mapping[str, int]]:
        space.read_policies()
        with space.unit() as unit:
            return unit.projections.totals()

    return build_office(
        certificates=space.certificates,
        accounts=space.accounts,
        policies=space.policy_service,
        refresh_policies=space.read_policies,
        attendance=space.attendance,
        read_provider=_provider,
        context=space.context,
        programme=space.programme,
        totals=_totals,
        notes=space.office_notes,
        in_doubt=space.in_doubt,
        actor=window.here.person,
        clock=space.clock,
        runner=window.runner,
        navigator=window,
    )
