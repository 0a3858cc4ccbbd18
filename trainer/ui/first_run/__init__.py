"""First run: language and looks before anything else, then who is here."""

from trainer.ui.first_run.presenter import FirstRunPresenter, FirstRunView
from trainer.ui.first_run.view import FirstRunWidget

__all__ = ["FirstRunPresenter", "FirstRunView", "FirstRunWidget"]
