"""A stage to practise on: the operators' commands are tried on it without an AWS account, until it ends by itself."""

import contextlib
import time
from collections.abc import Iterator
from typing import Final

from cloud import deployment, emulator
from cloud.artefact import Artefact
from cloud.emulator import KEY, REGION, SECRET
from operations.stages import FOLDER
from operations.trouble import Trouble

STAGE: Final = "practice"


def held(made: Artefact, minutes: int) -> None:
    """Deploy the stage, print how a shell gets to it, and keep it for so long. Raises Trouble."""
    with emulator.running() as running, _files(f"127.0.0.1:{running.port}"):
        release = deployment.release(made, f"127.0.0.1:{running.port}")
        print(deployment.deployed(deployment.here(running.account(), FOLDER, release), STAGE))
        print(f"For {minutes} minutes there is a stage to practise on. In another shell:\n")
        print("\n".join(f"export {name}={value}" for name, value in _environment(running.address)))
        print("unset AWS_PROFILE\n\npython -m operations status --stage practice    # or: make status", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            time.sleep(minutes * 60)


def _environment(address: str) -> Iterator[tuple[str, str]]:
    yield "AWS_ENDPOINT_URL", address
    yield "AWS_ACCESS_KEY_ID", KEY
    yield "AWS_SECRET_ACCESS_KEY", SECRET
    yield "AWS_REGION", REGION
    yield "STAGE", STAGE


@contextlib.contextmanager
def _files(host: str) -> Iterator[None]:
    """Have the stage's files be where commands look for them. Raises Trouble where there are some already."""
    files = [FOLDER / f"{STAGE}.{ending}" for ending in ("toml", "json")]
    if there := [str(each) for each in files if each.exists()]:
        raise Trouble(f"There is {' and '.join(there)}: delete it, unless somebody practises there just now.")
    deployment.written(FOLDER, host, STAGE)
    try:
        yield
    finally:
        for each in files:
            each.unlink(missing_ok=True)
