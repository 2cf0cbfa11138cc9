"""`python -m operations COMMAND`: everything that an operator does, from the command line; without one it lists them."""

import contextlib
import difflib
import importlib
import io
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

COMMANDS: Final = {
    "preflight": ("operations.preflight", "whether a deploy would go well; changes nothing"),
    "deploy": ("operations.deploy", "put a stage on AWS as its file says, or bring it up to date"),
    "dns": ("operations.dns", "the DNS records that a stage needs, and which are there"),
    "rollback": ("operations.rollback", "deploy again what was deployed before, or list what is kept"),
    "smoke": ("operations.smoke", "hold a conversation with oneself over the deployed addresses, with its times"),
    "package": ("operations.package", "build what is deployed, in build/"),
    "notice": ("operations.notice", "look at the privacy notice's rows, and have a stage show them"),
    "site": ("operations.sites", "check a site's file, and register it; or list the sites there are"),
    "budget": ("operations.budget", "have AWS tell before a month gets dear"),
    "cost": ("operations.cost", "what a month costs on AWS, by service"),
    "sweep": ("operations.sweep", "delete now what has expired, where the hourly sweep does not come after"),
    "restore": ("operations.restore", "a stage as it was at a moment of the last week, and the way back"),
    "drill": ("operations.drill", "prove that the back-up could serve, beside the stage, and leave no copy"),
    "request": ("operations.request", "what a person's request about their conversation needs, by two people"),
    "people": ("operations.people", "who may sign in, as what, and who may no longer"),
    "status": ("operations.status", "how a stage is, on one screen"),
    "doctor": ("operations.doctor", "what is wrong with a stage, and what to do"),
    "logs": ("operations.logs", "what has failed, and what AWS has refused, in words"),
    "access-log": ("operations.access_log", "who has read or changed a conversation"),
    "freeze": ("operations.incident:main_freeze", "let nobody in, and have nothing be changed or deleted"),
    "unfreeze": ("operations.incident:main_unfreeze", "have a frozen stage run again"),
    "end-sessions": ("operations.incident:main_end_sessions", "end every session of staff"),
    "stop-mails": ("operations.incident:main_stop_mails", "have no mail leave, and none be ordered"),
    "start-mails": ("operations.incident:main_start_mails", "have mails leave again"),
    "close-chat": ("operations.incident:main_close_chat", "let no new conversation begin; visitors read a sentence"),
    "open-chat": ("operations.incident:main_open_chat", "let conversations begin again"),
    "destroy": ("operations.destroy", "take a stage down for good, and say what is left"),
}
"""By name: the module whose `main` does it, or the function that is named after a colon, and what it does."""

ENDED: Final = 128 + signal.SIGINT
"""The exit status of a command that was ended by Ctrl-C, as shells have it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out the command that is named first, and return the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    command = COMMANDS.get(given[0]) if given else None
    if command is None:
        known = "\n".join(f"  {name:<14}{what}" for name, (_, what) in COMMANDS.items())
        listed = f"usage: python -m operations COMMAND …\n\n{known}"
        if given[:1] in (["-h"], ["--help"]):
            print(listed)
            return 0
        print(listed, file=sys.stderr)
        if given:
            near = difflib.get_close_matches(given[0], COMMANDS, 1)
            print(f"\n✗ There is no command {given[0]!r}{f': is it {near[0]}?' if near else '.'}", file=sys.stderr)
        return 2
    from operations.logs import Spoken

    module, _, function = command[0].partition(":")
    log, spoken = logging.getLogger("juttu"), Spoken()
    log.addHandler(spoken)
    try:
        return ended(lambda: getattr(importlib.import_module(module), function or "main")(given[1:]))
    finally:
        log.removeHandler(spoken)


def ended(carry_out: Callable[[], int]) -> int:
    """Return the exit status of a command, also of one that whoever started it has ended."""
    try:
        return carry_out()
    except KeyboardInterrupt:
        print(
            "\n✗ Ended. What AWS was asked for goes on there; the same command again goes on where this one was.",
            file=sys.stderr,
        )
        return ENDED
    except OSError as error:
        # A folder that may not be read, a disk that is full: what a command expects of its own files it says itself.
        where = f"{error.filename}: " if error.filename else ""
        print(f"✗ {where}{error.strerror or error}.", file=sys.stderr)
        return 1


def prepare_streams() -> None:
    """Have standard input and output be there, closed or not, and take every letter: a terminal that lacks one shows another."""
    with contextlib.suppress(OSError):
        sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - it is open until the process ends
        sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as above
        sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as above
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    prepare_streams()
    # Whoever reads only the beginning of what a command says ends it, as any command in a pipe.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
