"""ani writes a rule: tried out as she types, on trial over what was written, switched on, met by bo, and put to rest."""

import re

from playwright.sync_api import Page, expect

from tests.stories.conftest import Somebody
from tests.stories.people import box, enter, open_share, press, reply, share
from tests.stories.stage import Stage, worker

PHRASE, FOUND = "hop~ on the wagon", "Time to hop on the wagon."


def test_a_rule_goes_from_trial_to_rest(somebody: Somebody, stage: Stage) -> None:
    ani, bo, fay = somebody("ani"), somebody("bo"), somebody("fay")
    enter(fay, "Hearth")
    share(fay, "The kettle sings early today.", need="Ideas welcome")
    write_a_rule(ani)
    with worker(stage):
        the_trial_ends(ani)
    press(ani, "Switch it on")
    expect(ani.get_by_text("It is active.")).to_be_visible()
    bo.wait_for_timeout(6_000)  # another process may have looked a moment before: five seconds at most
    enter(bo, "Hearth")
    open_share(bo, "The kettle sings early today.")
    bo.get_by_role("heading", name="Replies", exact=True).wait_for()
    reply(bo, FOUND)
    expect(bo.get_by_text("It can sound as if it were small.").first).to_be_visible()
    ani.reload()
    expect(ani.get_by_role("region", name=re.compile("Report card"))).to_contain_text("shown")
    press(ani, "Let it rest")
    expect(ani.get_by_text("It rests.")).to_be_visible()
    bo.wait_for_timeout(6_000)
    enter(bo, "Hearth")
    open_share(bo, "The kettle sings early today.")
    reply(bo, FOUND)
    expect(bo.get_by_role("article").filter(has_text=FOUND)).to_be_visible()
    expect(box(bo)).to_be_visible()


def write_a_rule(ani: Page) -> None:
    ani.goto("/manage/")
    ani.get_by_role("link", name="Rules", exact=True).click()
    ani.get_by_role("link", name="Write a rule").click()
    ani.get_by_label("Name", exact=True).fill("Wagon")
    ani.get_by_label("What happens").select_option("nudge")
    ani.get_by_label("Phrases").fill(PHRASE)
    ani.get_by_label("A line to try it on").fill("So hop on the wagon, love.")
    expect(ani.get_by_role("status").locator("mark")).to_have_text("hop on the wagon")  # no button was pressed
    ani.get_by_label("Reason").fill("It can sound as if it were small.")
    ani.get_by_label("Other wordings").fill("That sounds hard.")
    ani.get_by_label("Must be found").fill(f"{FOUND}\nTry hopping on the wagon.")
    ani.get_by_label("Must be left alone").fill("I walked home.\nThe wagon is red.")
    press(ani, "Keep it, and begin the trial")


def the_trial_ends(ani: Page) -> None:
    """The worker reads; the page follows by itself."""
    expect(ani.get_by_role("button", name="Switch it on")).to_be_visible(timeout=40_000)
    expect(ani.get_by_role("region", name="Trial")).to_contain_text("in the last 90 days")
