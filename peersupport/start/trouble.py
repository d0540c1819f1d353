"""What goes wrong on an ordinary machine is said in one sentence, without a traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


class Trouble(Exception):
    """Something the person at the keyboard can mend. Its text is the whole message."""


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn Trouble, a refusal of the file system and Ctrl-C into one line and an exit code (1, or 130)."""
    try:
        yield
    except Trouble as trouble:
        sys.exit(f"\n{trouble}")
    except OSError as error:
        sys.exit(f"\n{in_words(error)}")
    except KeyboardInterrupt:
        sys.exit(130)


def in_words(error: OSError) -> str:
    """One sentence for what the operating system refused."""
    if isinstance(error, PermissionError):
        return f"This account may not write to {error.filename or 'this folder'}."
    where = f" ({error.filename})" if error.filename else ""
    return f"The system said: {error.strerror or error}{where}."
