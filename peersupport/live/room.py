"""The local sockets of one topic: what to ask for them, and who of them gets which frame."""

from peersupport.live import frames
from peersupport.live.news import Ask, Edition, Part, Reader
from peersupport.live.socket import NO_SEAT, Socket
from peersupport.live.straight import Packed


class Room:
    """One topic with readers in this process. `seen` is the number up to which its news was last read."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.kind, _, self.key = topic.partition(":")
        self.sockets: dict[Socket, None] = {}
        self.seen = 0
        self.rung = False
        self.stale = False
        self._readers: frozenset[Reader] | None = None

    def enter(self, socket: Socket) -> None:
        self.sockets[socket] = None
        self._readers = None

    def leave(self, socket: Socket) -> None:
        self.sockets.pop(socket, None)
        self._readers = None

    @property
    def readers(self) -> frozenset[Reader]:
        if self._readers is None:
            self._readers = frozenset(socket.reader for socket in self.sockets)
        return self._readers

    def ask(self) -> Ask:
        """The question for the next batch. What rings from now on is a question for the batch after it."""
        afters = frozenset(socket.at for socket in self.sockets) if self.stale else frozenset[int]()
        ask = Ask(afters, self.readers, rung=self.rung)
        self.rung = self.stale = False
        return ask

    def ask_again(self, ask: Ask) -> None:
        """The batch failed: the same question stands."""
        self.rung |= ask.rung
        self.stale |= bool(ask.afters)

    def deliver(self, ask: Ask, edition: Edition) -> None:
        """Hands the edition to every socket that was asked for. Those that came later are asked for next time."""
        if ask.afters:
            self.seen = edition.up_to
        packed: Packed = {}
        # Told apart by identity where nothing changed: to look a reader up costs a tenth of sending to them.
        nobody_came_since = self._readers is ask.readers
        all_may_read = edition.may_read is ask.readers
        for socket in list(self.sockets):
            if not (nobody_came_since or socket.reader in ask.readers):
                continue
            if not (all_may_read or socket.reader in edition.may_read):
                socket.end(NO_SEAT)
            elif (part := edition.parts.get(socket.at)) is not None:
                _tell(socket, part, edition.up_to, packed)

    def close(self, code: int) -> None:
        """Nobody here may read any more."""
        for socket in list(self.sockets):
            socket.end(code)


def _tell(socket: Socket, part: Part, up_to: int, packed: Packed) -> None:
    reader = socket.reader
    frame = part.own.get(reader.seat, part.everyone).get(reader.language)
    if frame is not None:
        socket.tell(frame, packed)
        # Only what was told counts: the next frame then begins where the browser stands.
        socket.at = up_to
    if not socket.whole:
        socket.whole = True
        socket.at = up_to
        socket.tell(frames.hello(up_to))
