"""A page in a state: its name, who is there (NOBODY: not signed in), and how they come to it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class State:
    name: str
    who: str
    play: Callable[[Page], object]
