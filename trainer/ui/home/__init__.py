"""Today: go on where you stopped, and see how far you are."""

from trainer.ui.home.presenter import HomePresenter, HomeView
from trainer.ui.home.view import HomeWidget

__all__ = ["HomePresenter", "HomeView", "HomeWidget"]
