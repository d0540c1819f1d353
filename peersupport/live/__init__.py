"""What is pushed, to whom. The bell carries numbers; the words come from the database."""

from peersupport.live.bell import do_later_after_commit, ring, ring_after_commit
from peersupport.live.news import Ask, Edition, News, Part, Reader, register

__all__ = ["Ask", "Edition", "News", "Part", "Reader", "do_later_after_commit", "register", "ring", "ring_after_commit"]
