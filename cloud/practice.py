"""A stage to practise on: the operators' commands are tried on it without an AWS account, until it ends by itself."""

import contextlib
import json
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from cloud import deployment, emulator
from cloud.artefact import Artefact
from cloud.emulator import KEY, REGION, SECRET
from operations.stages import FOLDER
from operations.trouble import Trouble

STAGE: Final = "practice"


def held(made: Artefact, minutes: int) -> None:
    """Deploy the stage, print how a shell gets to it, and keep it for so long. Raises Trouble."""
    with emulator.running() as running, files(FOLDER, f"127.0.0.1:{running.port}"):
        release = deployment.release(made)
        print(deployment.deployed(deployment.here(running.account(), FOLDER, release), STAGE))
        print(f"For {minutes} minutes there is a stage to practise on. In another shell:\n")
        print("\n".join(f"export {name}={value}" for name, value in _environment(running.address)))
        print("unset AWS_PROFILE\n\nmake status", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            time.sleep(minutes * 60)


@contextlib.contextmanager
def files(folder: Path, host: str, say: Callable[[str], object] = print) -> Iterator[None]:
    """Have the stage's files be where commands look for them, and gone afterwards.

    Those that a run has left which was killed are taken over, and that is said. Raises Trouble where somebody practises just now, or the
    files are none of ours.
    """
    ours = [folder / f"{STAGE}.{ending}" for ending in ("toml", "json")]
    if there := [each for each in ours if each.exists()]:
        names = " and ".join(map(str, there))
        if not _is_left(folder):
            raise Trouble(f"There is {names}: delete it, unless it is yours, or somebody practises there just now.")
        say(f"! Left by an earlier practice that was killed, and taken over: {names}.")
    deployment.written(folder, host, STAGE)
    try:
        yield
    finally:
        for each in ours:
            each.unlink(missing_ok=True)


def _is_left(folder: Path) -> bool:
    """Return whether the files are as a practice writes them, of an emulator that is gone."""
    try:
        if (folder / f"{STAGE}.toml").read_text("utf-8") != deployment.stage_file(STAGE):
            return False
        (origin,) = json.loads((folder / f"{STAGE}.json").read_text("utf-8"))["origins"]
        socket.create_connection(("127.0.0.1", int(origin.rpartition(":")[2])), timeout=1).close()
    except FileNotFoundError:
        return (folder / f"{STAGE}.toml").exists()  # cut off between the two
    except ConnectionError:
        return True
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return False


def _environment(address: str) -> Iterator[tuple[str, str]]:
    yield "AWS_ENDPOINT_URL", address
    yield "AWS_ACCESS_KEY_ID", KEY
    yield "AWS_SECRET_ACCESS_KEY", SECRET
    yield "AWS_DEFAULT_REGION", REGION
    yield "STAGE", STAGE
