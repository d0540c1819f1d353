"""`python3 -m peersupport.start [run | tools]`, the door behind `make run`.

This file must parse on any Python, however old, so that an old one gets a sentence and not a SyntaxError.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.stderr.write(
        "This site needs Python 3.11 or newer, and this one is %d.%d. "  # noqa: UP031
        "If a newer one is installed, name it: make run PYTHON=python3.11\n" % sys.version_info[:2]
    )
    sys.exit(1)

from peersupport.start.commands import main

sys.exit(main(sys.argv[1:]))
