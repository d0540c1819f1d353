"""The rooms of a circle: the circle, its seats, its agreement, its posts, the supports, the notices."""

from circles.models.agreement import Agreement
from circles.models.circle import Circle
from circles.models.membership import Membership
from circles.models.notice import Notice
from circles.models.own_wording import OwnWording
from circles.models.post import Post, Reply, Share
from circles.models.support import Support

__all__ = ["Agreement", "Circle", "Membership", "Notice", "OwnWording", "Post", "Reply", "Share", "Support"]
