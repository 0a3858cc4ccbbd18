"""Who is here: choosing a profile on a shared computer."""

from trainer.ui.people.presenter import PeoplePresenter, PeopleView, PersonCard
from trainer.ui.people.view import PeopleWidget

__all__ = ["PeoplePresenter", "PeopleView", "PeopleWidget", "PersonCard"]
