"""The two things this folder can do: `run` the site, or put the developers' `tools` in place."""

from peersupport.start import packages, run
from peersupport.start.trouble import Trouble, said_plainly


def main(words: list[str]) -> int:
    """Do what `words` ask for (nothing means `run`) and return the exit code."""
    with said_plainly():
        match words or ["run"]:
            case ["run"]:
                return run.the_site()
            case ["tools"]:
                packages.install(packages.TOOLS)
                return 0
            case _:
                raise Trouble("It knows two words: run and tools.")
