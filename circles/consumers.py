"""`/live/<circle>/?after=<seq>`: the live news of one circle."""

from collections.abc import Mapping

from circles.models import Membership
from circles.news import mine
from peersupport.live.consumer import Entry, LiveConsumer
from peersupport.live.door import Visitor
from peersupport.live.news import Reader


class CircleConsumer(LiveConsumer):
    def entry(self, who: Visitor, words: Mapping[str, str]) -> Entry | None:
        """In through a seat that is taken now. An unknown circle looks like one without a seat."""
        seat = Membership.objects.active().filter(user=who.person, circle__public_id=words["circle"]).first()
        if seat is None:
            return None
        reader = Reader(who.person, seat.pk, who.session, who.epoch, who.language)
        return Entry(f"circle:{seat.circle_id}", reader, (mine(seat.pk),))
