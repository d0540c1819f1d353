"""News without words: the page is told that something changed and fetches its part again, through its own doors."""

from collections.abc import Callable, Collection, Mapping

from peersupport.live import frames
from peersupport.live.alive import signed_in
from peersupport.live.news import Ask, Edition, Part, Reader

WhoMay = Callable[[str, frozenset[Reader]], Collection[Reader]]
HighWater = Callable[[Collection[str]], Mapping[str, int]]


class AskAgain:
    """News of a kind whose bell only means *ask again*: what a person was told, the moderators' desk."""

    def __init__(self, who_may: WhoMay, high_water: HighWater) -> None:
        """`who_may(key, readers)` narrows readers, all of them signed in, to those who may hear of this topic.

        `high_water(keys)` gives a number that rises with what commands and the worker change without ringing.
        """
        self._who_may = who_may
        self._high_water = high_water

    def high_water(self, keys: Collection[str]) -> Mapping[str, int]:
        found = self._high_water(keys)
        return {key: found.get(key, 0) for key in keys}

    def read(self, asks: Mapping[str, Ask]) -> Mapping[str, Edition]:
        numbers = self.high_water(asks)
        alive = signed_in([reader for ask in asks.values() for reader in ask.readers])
        return {
            key: Edition(numbers[key], frozenset(self._who_may(key, ask.readers & alive)), _parts(ask, numbers[key]))
            for key, ask in asks.items()
        }


def _parts(ask: Ask, number: int) -> dict[int, Part]:
    asking = Part(dict.fromkeys({reader.language for reader in ask.readers}, frames.ASK))
    return {after: asking if ask.rung or after != number else Part() for after in ask.afters}
