"""`{% away_url %}`: where the quick exit goes."""

from django import template

from peersupport.safety.exit import away_url

register = template.Library()
register.simple_tag(away_url, name="away_url")
