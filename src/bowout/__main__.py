"""The program's entry: one place for the collector, one exit."""

import gc
import sys


def run() -> None:
    """Run one command and leave with its exit code.

    A command lives for a moment and frees little: the cyclic collector is off
    while it starts and works, and what is left is frozen, since the interpreter
    would go through all of it once more on its way out.
    """
    gc.disable()
    from bowout.cli.app import main

    code = main(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    run()
