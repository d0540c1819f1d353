"""What is pushed, to whom. The bell carries numbers; the words come from the database."""

from peersupport.live.bell import ring, ring_after_commit
from peersupport.live.news import Ask, Edition, News, Part, Reader, register

__all__ = ["Ask", "Edition", "News", "Part", "Reader", "register", "ring", "ring_after_commit"]
