"""A navigator that remembers where it was sent."""

from trainer.ui.navigation import Place


class RecordingNavigator:
    """Goes nowhere."""

    def __init__(self) -> None:
        self.places: list[Place] = []

    def go(self, place: Place) -> None:
        self.places.append(place)

    def back(self) -> None:
        self.places.append(Place("back"))
