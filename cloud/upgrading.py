"""A conversation that goes on while its stage is brought to another release and back, over sockets that stay open all the time."""

import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec

from cloud import deployment
from cloud.artefact import Artefact
from cloud.deployment import STAGE
from cloud.hands import Failed, Line, Visitor
from cloud.walk import Say, Stage
from operations import deploy, rollback, stack, stages
from operations.deploy import Release
from operations.previous import take_over
from operations.repack import write

NEXT: Final = "999.0.0"
"""What the release is called that is deployed over this checkout's own."""
_SCRIPT: Final = re.compile(r"/static/(widget-fi-\w+\.js)")


class Upgrading:
    """A stage on which two people talk. Each step says what was seen; the first where it is not so raises Failed."""

    def __init__(self, stage: Stage, made: Artefact, folder: Path, say: Say) -> None:
        """`made`: what is deployed. `folder`: where the stage's file is."""
        self.stage = stage
        self._made = made
        self.steps = 0
        self._folder = folder
        self._say = say
        self._account = stage.emulator.account()
        self._visitor = Visitor(stage.service)
        self._texts: list[str] = []
        """What was said and acknowledged, in its order."""
        self._answers = 0

    @property
    def lines(self) -> int:
        """How many lines both have said, each of which was acknowledged."""
        return len(self._texts)

    def go(self) -> None:
        """Deploy another release and go back. Raises Failed, Trouble, Refused."""
        agent, service, visitor = self.stage.agent, self.stage.service, self._visitor
        agent.sign_in()
        agent.ask("POST", "/v1/me/available", {"on": True})
        visitor.start("Hei, mikä kiuas?")
        self._texts.append("Hei, mikä kiuas?")
        agent.take(visitor.conversation)
        with service.socket(agent.headers) as desk, service.socket(visitor.headers) as line:
            agent.join(desk, visitor.conversation)
            visitor.join(line)
            self._goes_on(line, desk)
            own, version = self._script(), self._version()
            self._deploys()
            other = self._script()
            if other == own or self._version() != NEXT:
                raise Failed(f"{self._version()} is deployed, whose page asks for {other}")
            self._serves(own, other)
            self._done(
                f"{NEXT} is deployed over {version}: the page asks for another script, and an open one still gets its own"
            )
            self._goes_on(line, desk)
            rollback.back(deployment.operator(self._account), STAGE, stages.read(STAGE, self._folder))
            if (self._script(), self._version()) != (own, version):
                raise Failed(f"{self._version()} is deployed, whose page asks for {self._script()}")
            self._serves(own)
            self._done(f"{version} is deployed again")
            self._goes_on(line, desk)
        visitor.ask("POST", "/erase")

    def _deploys(self) -> None:
        """Deploy another release as the command does."""
        host = f"127.0.0.1:{self.stage.emulator.port}"
        here = deployment.here(self._account, self._folder, deployment.release(self._made, host))
        deployment.deployed(
            msgspec.structs.replace(here, packages=lambda _, before: packaged(self._made, before, host))
        )

    def _talks(self, line: Line, desk: Line) -> None:
        """Have both say something, and the other hear it. Raises Failed."""
        self._answers += 1
        asked, answered = f"Kysymys {self._answers}", f"Vastaus {self._answers}"
        self._visitor.say(line, asked)
        desk.hear("told", lambda frame: frame["entry"].get("text") == asked)
        self.stage.agent.say(desk, self._visitor.conversation, self._answers, answered)
        line.hear("told", lambda frame: frame["entry"].get("text") == answered)
        self._texts += (asked, answered)

    def _goes_on(self, line: Line, desk: Line) -> None:
        """See that the conversation goes on over the sockets of before, and over a new one with all that was said."""
        self._talks(line, desk)
        with self.stage.service.socket(self._visitor.headers) as again:
            entries = self._visitor.join(again)["entries"]
        if (texts := [each["text"] for each in entries if each.get("text")]) != self._texts:
            raise Failed(f"The conversation has {texts}, and {self._texts} was acknowledged")
        self._done(
            f"the conversation goes on over sockets that were open before, with all {len(texts)} lines once and in order"
        )

    def _script(self) -> str:
        """Return which script the visitor's page asks for."""
        (name,) = set(_SCRIPT.findall(self.stage.service.ask("GET", "/chat/main").body))
        return str(name)

    def _serves(self, *scripts: str) -> None:
        for name in scripts:
            self.stage.service.ask("GET", f"/static/{name}")

    def _version(self) -> str:
        """Return which release the stack says that it is."""
        return stack.require(self._account, STAGE).tags[deploy.VERSION]

    def _done(self, what: str) -> None:
        self.steps += 1
        self._say(f"  ✓ {what}")


def packaged(made: Artefact, previous: Path | None, host: str) -> Release:
    """Return an artefact as another release, with another script for visitors and the files of the zip before.

    Its zip is packed anew rather than packaged: nothing else in it would be another.
    """
    with TemporaryDirectory(prefix="juttu-cloud-") as scratch:
        root, zip_ = Path(scratch, "unpacked"), Path(scratch, "deployment.zip")
        with zipfile.ZipFile(made.zip) as archive:
            archive.extractall(root)
        static = root / "chalicelib" / "static"
        changed(static)
        if previous is not None:
            take_over(previous, static)
        write(root, zip_)
        return msgspec.structs.replace(deployment.release(made, host), zip=zip_.read_bytes(), version=NEXT)


def changed(static: Path) -> None:
    """Give the visitor's first script another content, and another name in the pages that ask for it."""
    pages = list(static.glob("*.html"))
    (name,) = {each for page in pages for each in _SCRIPT.findall(page.read_text("utf-8"))}
    other = name.replace("widget-fi-", "widget-fi-other")
    for page in pages:
        page.write_text(page.read_text("utf-8").replace(name, other), "utf-8")
    script = (static / "static" / name).rename(static / "static" / other)
    script.write_text(script.read_text("utf-8") + f"\n// {NEXT}\n", "utf-8")
