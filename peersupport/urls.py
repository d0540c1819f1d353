"""Every address of the site. `tests/house/test_doors.py` walks this map."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from circles.views.lists import home
from moderation.views import guidance
from peersupport import demo, health, installable
from peersupport.accounts import views as accounts
from peersupport.styleguide import styleguide, styleguide_error, styleguide_letter

handler500 = "peersupport.errors.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("peersupport.safety.urls")),
    path("", include(installable)),
    path("circles/", include("circles.urls")),
    path("", include("moderation.urls")),
    path("guidelines/", guidance.guidelines, name="guidelines"),
    path("guidelines/read/", guidance.read, name="guidelines_read"),
    path("guidelines/unfit/", guidance.unfit, name="guidelines_unfit"),
    path("me/", accounts.me, name="me"),
    path("me/content-notes/", accounts.content_notes, name="my_content_notes"),
    path("me/guidance/", accounts.guidance, name="my_guidance"),
    path("me/help-lines/", accounts.have_help_lines, name="have_help_lines"),
    path("me/keys/", accounts.keys, name="my_keys"),
    path("accounts/second-factor/", accounts.second_factor, name="second_factor"),
    # Without a token, because help pages ask nobody who is reading; all it can do is choose a language.
    path("i18n/", csrf_exempt(set_language), name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

if settings.DEMO:
    urlpatterns += [
        path("demo/", demo.demo, name="demo"),
        path("demo/<slug:handle>/", demo.sign_in_as, name="demo_sign_in"),
        path("styleguide/", styleguide, name="styleguide"),
        path("styleguide/errors/<slug:error>/", styleguide_error, name="styleguide_error"),
        path("styleguide/letters/<slug:letter>/", styleguide_letter, name="styleguide_letter"),
    ]
