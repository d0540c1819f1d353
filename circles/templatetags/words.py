"""HTML that `peersupport.text` made: the only way a template may show it."""

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def rendered(html: str) -> SafeString:
    """Words that were cleaned when they were written. Only for columns that `peersupport.text.to_html` filled."""
    return SafeString(html)
