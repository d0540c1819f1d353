"""`/live/<circle>/?after=<seq>`: the live news of one circle."""

from collections.abc import Mapping

from circles.news import mine
from circles.rows import taken_seat
from peersupport.live.consumer import Entry, LiveConsumer
from peersupport.live.door import Visitor
from peersupport.live.news import Reader


class CircleConsumer(LiveConsumer):
    def entry(self, who: Visitor, words: Mapping[str, str]) -> Entry | None:
        """In through a seat that is taken now. An unknown circle looks like one without a seat."""
        found = taken_seat(words["circle"], who.person)
        if found is None:
            return None
        seat, circle = found
        return Entry(f"circle:{circle}", Reader(who.person, seat, who.session, who.epoch, who.language), (mine(seat),))
