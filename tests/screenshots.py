"""A picture of each page of the demo: phone and desktop, light and dark, into docs/screenshots. `make screenshots`.

It starts a demo of its own in a temporary folder; `--site http://localhost:8000` looks at one that is running.
`--compare` (`make look`) leaves docs/screenshots alone and names every page that looks otherwise than on its picture
there; fonts differ from machine to machine, so it compares on the fonts that the pictures were taken with, or says so.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.pictures import changes, slim

KEPT = Path("docs/screenshots")
FONTS = "fonts.txt"
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
THEMES = ("light", "dark")
# Who looks at what. `{hearth}` and `{share}` are found on the way.
PAGES: tuple[tuple[str, str, str | None], ...] = (
    ("home-signed-out", "/", None),
    ("help-now", "/help-now/", None),
    ("guidelines", "/guidelines/", None),
    ("sign-in", "/accounts/login/", None),
    ("sign-up", "/accounts/signup/", None),
    ("demo", "/demo/", None),
    ("home", "/", "ada"),
    ("circles", "/circles/", "out"),
    ("join", "{join}", "out"),
    ("circle", "{hearth}", "ada"),
    ("share", "{share}", "ada"),
    ("tell-a-moderator", "{share}tell/", "bo"),
    ("withdraw", "{share}withdraw/", "ada"),
    ("leave", "{hearth}leave/", "ada"),
    ("me", "/me/", "ada"),
    ("desk", "/desk/", "mo"),
    ("log", "/desk/log/", "mo"),
    ("between-colleagues", "/desk/between/", "mo"),
    ("weather", "/desk/weather/", "mo"),
    ("manage", "/manage/", "ani"),
    ("manage-circle", "{manage}", "ani"),
    ("rules", "/manage/rules/", "ani"),
    ("new-circle", "/manage/new/", "ani"),
    ("second-factor", "/accounts/2fa/", "ada"),
    ("styleguide", "/styleguide/", None),
    ("not-found", "/circles/nothing-here/", "ada"),
)


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a sandbox when run as root."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=path, args=args)
        yield chromium
        chromium.close()


def sign_in(page: Page, site: str, who: str) -> None:
    page.goto(f"{site}/demo/")
    page.get_by_role("button", name=f"Be {who}", exact=True).click()


def addresses(chromium: Browser, site: str) -> dict[str, str]:
    """The addresses that carry random ids, as the demo has them now."""
    page = chromium.new_page()
    sign_in(page, site, "ada")
    hearth = page.get_by_role("link", name="Hearth").get_attribute("href") or ""
    page.goto(site + hearth)
    share = page.locator("article.post.is-mine:not(.is-reply) a.post-time").first.get_attribute("href") or ""
    page.close()
    page = chromium.new_page()
    sign_in(page, site, "out")
    page.goto(f"{site}/circles/")
    join = page.get_by_role("link", name="Lantern").get_attribute("href") or ""
    page.close()
    return {"hearth": hearth, "share": share, "join": join, "manage": hearth.replace("/circles/", "/manage/")}


def take(site: str, into: Path, only: str = "") -> int:
    """Writes NAME-SIZE-THEME.png for every page; returns how many."""
    into.mkdir(parents=True, exist_ok=True)
    taken = 0
    with browser() as chromium:
        found = addresses(chromium, site)
        for size, (width, height) in SIZES.items():
            for theme in THEMES:
                taken += _take_all(chromium, site, into, found, f"{size}-{theme}", width, height, theme, only)
    return taken


def _take_all(chromium: Browser, site: str, into: Path, found: dict[str, str], suffix: str, width: int, height: int,
              theme: str, only: str) -> int:  # fmt: skip
    taken, signed_in = 0, None
    context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=theme)  # type: ignore[arg-type]
    page = context.new_page()
    for name, address, who in sorted(PAGES, key=lambda entry: entry[2] or ""):
        if only and only not in name:
            continue
        if who is not None and who != signed_in:
            sign_in(page, site, who)
            signed_in = who
        page.goto(site + address.format(**found))
        picture = into / f"{name}-{suffix}.png"
        page.screenshot(path=picture, full_page=True, animations="disabled")
        slim(picture)
        taken += 1
    context.close()
    return taken


@contextmanager
def own_demo() -> Iterator[str]:
    """A demo as `make run` makes it, on a free port, ended afterwards."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PORT": str(port), "DATA_DIR": folder}
        demo = subprocess.Popen(
            [sys.executable, "-m", "peersupport.start", "run"], env=environment, stdout=subprocess.DEVNULL
        )
        try:
            site = f"http://localhost:{port}"
            _wait_for(site, demo)
            yield site
        finally:
            demo.send_signal(signal.SIGINT)
            demo.wait(timeout=30)


def _wait_for(site: str, demo: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if demo.poll() is not None:
            raise SystemExit("The demo did not start; `make run` says why.")
        try:
            urllib.request.urlopen(f"{site}/healthz", timeout=1).close()
            return
        except OSError:
            time.sleep(0.25)
    raise SystemExit("The demo did not answer within a minute.")


def fonts() -> str:
    """What this machine writes with where a page asks for the system's own letters."""
    asked = ("system-ui", "sans-serif", "serif", "monospace")
    found = (subprocess.run(["fc-match", name], capture_output=True, text=True, check=False).stdout for name in asked)
    return "".join(f"{name}: {answer}" for name, answer in zip(asked, found, strict=True))


def keep(site: str, into: Path, only: str) -> str:
    """Takes the pictures anew; a file whose page still looks the same stays as it is, so that history does not swell."""
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        taken = take(site, Path(folder), only)
        new = [change.name for change in changes(into, Path(folder), beside=False)]
        for name in new:
            shutil.copy(Path(folder) / name, into / name)
    (into / FONTS).write_text(fonts())
    return f"{taken} pictures taken, {len(new)} of them new in {into}"


def compare(site: str, only: str) -> int:
    """Prints what looks otherwise; its pictures, old beside new, are in screenshots/ then. The answer is an exit code."""
    if not (KEPT / FONTS).exists() or (KEPT / FONTS).read_text() != fonts():
        print("The pictures were taken with other fonts than this machine has: nothing can be compared here.")
        return 2
    now = Path("screenshots")
    shutil.rmtree(now, ignore_errors=True)
    taken = take(site, now, only)
    found = changes(KEPT, now)
    for change in found:
        print(change)
    print(f"{taken} pictures, {len(found)} look otherwise than in {KEPT}" + (f": see {now}/" if found else ""))
    return int(bool(found))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", help="a demo that is already running")
    parser.add_argument("--into", type=Path, default=KEPT)
    parser.add_argument("--only", default="", help="pages whose name contains this")
    parser.add_argument("--compare", action="store_true", help="say what changed instead")
    arguments = parser.parse_args()
    with nullcontext(arguments.site) if arguments.site else own_demo() as site:
        if arguments.compare:
            return compare(site, arguments.only)
        print(keep(site, arguments.into, arguments.only))
        return 0


if __name__ == "__main__":
    sys.exit(main())
