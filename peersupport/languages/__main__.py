"""`python -m peersupport.languages [collect | check | compile]`."""

import sys

from peersupport.languages.catalogue import renewed, troubles
from peersupport.languages.compiled import ROOT, catalogues, compile_all
from peersupport.languages.words import NotPlain, in_house


def collect() -> str:
    """Write the words of the house into every catalogue. Returns nothing to complain of."""
    found = in_house(ROOT)
    for path in catalogues():
        path.write_text(renewed(path.read_text(encoding="utf-8"), found), encoding="utf-8")
    return ""


def check() -> str:
    """What is wrong with the catalogues, a line each; empty when all are complete."""
    found = in_house(ROOT)
    return "\n".join(
        f"{path.relative_to(ROOT)}: {trouble}"
        for path in catalogues()
        for trouble in troubles(path.read_text(encoding="utf-8"), found)
    )


def main(words: list[str]) -> str:
    """Do what `words` ask for and return the complaint, if there is one."""
    try:
        match words:
            case ["collect"]:
                return collect()
            case ["check"]:
                return check()
            case ["compile"]:
                compile_all()
                return ""
    except (NotPlain, OSError) as error:
        return f"{error}"
    return "It knows three words: collect, check and compile."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
