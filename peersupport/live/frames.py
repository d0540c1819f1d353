"""The frames a browser gets, as JSON text. They carry nothing personal but what stands under `mine`."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

RELOAD = '{"kind":"reload"}'
ASK = '{"kind":"ask"}'
PONG = '{"kind":"pong"}'

Mine = Mapping[str, Any]  # {"posts": [post ids], "supports": {post id: [kinds]}}


def hello(seq: int) -> str:
    """The page is whole up to `seq`."""
    return f'{{"kind":"hello","seq":{seq}}}'


def item(post: str, share: str, seq: int, place: int | None, html: str) -> str:
    """One post, ready to stand in any number of news frames. `share` is empty for a share itself."""
    where = "null" if place is None else place
    return f'{{"id":{_text(post)},"in":{_text(share)},"seq":{seq},"place":{where},"html":{_text(html)}}}'


def news(after: int, up_to: int, items: Iterable[str], mine: Mine | None = None) -> str:
    """What changed after one number up to another; `mine` says what of these items is the reader's own."""
    own = f',"mine":{_json(mine)}' if mine is not None else ""
    return f'{{"kind":"news","from":{after},"to":{up_to},"items":[{",".join(items)}]{own}}}'


def mine(posts: Sequence[str], supports: Mapping[str, Sequence[str]]) -> str:
    """The private frame at connect: which posts are the reader's own, and which supports they gave."""
    return _json({"kind": "mine", "posts": posts, "supports": supports})


_text = json.encoder.encode_basestring
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
