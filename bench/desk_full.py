"""A site with 100,000 posts of the last weeks: a rule's trial by the worker, and the desk's first page.

`python -m bench.desk_full [first words of a figure]`, in the environment of a database that is migrated and empty.
"""
# ruff: noqa: E402  (nothing of the apps can be imported before they are loaded)

import os
import resource
import subprocess
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.db import connection
from django.db.models import F
from django.test import Client
from django.utils import timezone

from bench.designs import ROOT
from bench.lines import say
from circles.models import Post
from circles.seeding import BEGIN, Plan, plant
from moderation.actions.trying import begin_trial
from moderation.models import SiteRule
from peersupport.accounts.models import User
from tests.moderation.test_busy_desk import fill

POSTS = int(os.environ.get("POSTS", "100000"))
ENTRIES = int(os.environ.get("ENTRIES", "10000"))
TURNS = int(os.environ.get("TURNS", "5"))
RULE = {
    "rule_id": "own-bench", "name": "Bench", "category": 4, "level": "nudge", "reason": "-", "rewordings": "-",
    "patterns": "walk~ (home|back)\njust? (get~ over|move~ on from) *2 (it|this)\nyou should *3 sleep~",
    "examples": "I walked home.", "lookalikes": "It is quiet.",
}  # fmt: skip


def posts_of_the_last_weeks() -> None:
    plant(Plan(100, 12, shares=POSTS // 5, replies=POSTS - POSTS // 5, seed=1), _tell)
    Post.objects.update(written_at=F("written_at") + (timezone.now() - timedelta(days=30) - BEGIN))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _tell(words: str) -> None:
    print(words, file=sys.stderr)


def trial() -> None:
    """From the press to the end, by a worker beside; the page that asks meanwhile sees it grow."""
    posts_of_the_last_weeks()
    rule = SiteRule.objects.create(**RULE)
    worker = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        time.sleep(4)  # it has to be there, as it is on a site
        began, seen = time.perf_counter(), []
        going = begin_trial(rule, by=None)
        while going.ended_at is None and time.perf_counter() - began < 600:
            time.sleep(0.25)
            going.refresh_from_db()
            seen.append(going.percent)
        took = time.perf_counter() - began
    finally:
        worker.terminate()
        worker.wait(30)
    assert going.done == going.total >= POSTS, (going.done, going.total)
    cpu = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = sum(going.counts.values_list("found", flat=True))
    _tell(f"{going.done} posts, {found} found, progress {sorted(set(seen))}")
    say("desk.trial", [took], "s", 60, connection.vendor, posts=going.done, steps=len(set(seen)),
        cpu_s=round(cpu.ru_utime + cpu.ru_stime, 1))  # fmt: skip


def first_page() -> None:
    """CPU of the desk's first page, and its queries, with ENTRIES open ones."""
    from tests.cast import make_cast

    cast = make_cast()
    fill(cast, ENTRIES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    browser = _signed_in(cast.mo)
    asked: list[str] = []
    with connection.execute_wrapper(lambda execute, sql, *rest: (asked.append(sql), execute(sql, *rest))[1]):
        assert browser.get("/desk/").status_code == 200
    taken = []
    for _turn in range(max(TURNS, 5)):
        began = time.process_time()
        browser.get("/desk/")
        taken.append((time.process_time() - began) * 1_000)
    say("desk.first_page_cpu", taken, "ms", 100, connection.vendor, entries=ENTRIES)
    say("desk.first_page_queries", [len(asked)], "queries", 8, connection.vendor, entries=ENTRIES)


def _signed_in(user: User) -> Client:
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(user)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
    session.save()
    return browser


FIGURES = {"desk.first_page": first_page, "desk.trial": trial}

if __name__ == "__main__":
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    for name, measure in FIGURES.items():
        if name.startswith(only):
            measure()
