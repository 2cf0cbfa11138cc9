"""Conversations that go on while their stage is brought to another release and back, over sockets that stay open all the time."""

import re
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec

from cloud import deployment
from cloud.artefact import Artefact
from cloud.deployment import STAGE
from cloud.hands import Failed, Visitor
from cloud.talking import Talker
from cloud.walk import Say, Stage
from operations import deploy, rollback, stack, stages
from operations.deploy import Release
from operations.previous import OWN, take_over
from operations.repack import write

NEXT: Final = "999.0.0"
"""What the release is called that is deployed over this checkout's own."""
FIRST: Final = "Hei, mikä kiuas?"
_SCRIPT: Final = re.compile(r"/static/(widget-fi-\w+\.js)")
_LOOKED_AFTER: Final = 0.1


class Upgrading:
    """A stage on which people talk. Each step says what was seen; the first where it is not so raises Failed."""

    def __init__(self, stage: Stage, made: Artefact, folder: Path, say: Say) -> None:
        """`made`: what is deployed. `folder`: where the stage's file is."""
        self.stage = stage
        self._made = made
        self._folder = folder
        self._say = say
        self._account = stage.emulator.account()
        self._visitor = Visitor(stage.service)
        self._others: list[Visitor] = []
        """Who began while the stack was being changed."""
        self._pairs: list[tuple[Talker, Talker]] = []
        """Visitor and agent of each conversation."""
        self._open = ExitStack()
        self._round = 0
        """No two lines of anybody's are the same."""

    @property
    def lines(self) -> int:
        """How many lines were said, each of which was acknowledged."""
        return sum(len(each.acknowledged) for pair in self._pairs for each in pair) + 1 + len(self._others)

    @property
    def repeated(self) -> int:
        """How often anybody had to ask once more."""
        return sum(each.repeated for pair in self._pairs for each in pair)

    def go(self) -> None:
        """Deploy another release and go back. Raises Failed, Trouble, Refused."""
        agent, visitor = self.stage.agent, self._visitor
        agent.sign_in()
        agent.ask("POST", "/v1/me/available", {"on": True})
        visitor.start(FIRST)
        with self._open:
            self._meet(visitor)
            self._talk()
            own, version, files = self._script(), self._version(), self._files()
            self._done(f"{self.lines} lines are said before")
            self._change(self._deploys, [self._comes_back, self._begins], own)
            other = self._script()
            if other == own or self._version() != NEXT:
                raise Failed(f"{self._version()} is deployed, whose page asks for {other}")
            self._serves(*files, other)
            self._done(
                f"{NEXT} is deployed over {version}: the page asks for another script, and an open one still gets each of its {len(files)} files"
            )
            for each in self._others:
                self._meet(each)
            self._go_on("with the new release")
            self._change(self._goes_back, [self._comes_back], own)
            if (self._script(), self._version()) != (own, version):
                raise Failed(f"{self._version()} is deployed, whose page asks for {self._script()}")
            self._serves(*files)
            self._done(f"{version} is deployed again")
            self._go_on("afterwards")
        for each in (visitor, *self._others):
            each.ask("POST", "/erase")

    # ----------------------------------------------------------------------------------------------- changing the stack

    def _deploys(self) -> None:
        """Deploy another release as the command does."""
        here = deployment.here(self._account, self._folder, deployment.release(self._made))
        deployment.deployed(msgspec.structs.replace(here, packages=lambda _, before: packaged(self._made, before)))

    def _goes_back(self) -> None:
        rollback.back(deployment.operator(self._account), STAGE, stages.read(STAGE, self._folder))

    def _change(self, change: Callable[[], None], acts: list[Callable[[], None]], script: str) -> None:
        """Change the stack while everybody talks: each function's change meets messages that are on their way.

        `acts`: what somebody does besides, at the first functions. `script`: what an open page asks for. Raises Failed where the stack
        is changed otherwise than one function after another.
        """
        before, repeated, changed = self.lines, self.repeated, 0
        acting = iter(acts)
        with ThreadPoolExecutor(1) as pool, self.stage.emulator.held() as changes:
            doing = pool.submit(change)
            while not doing.done():
                if (function := changes.next(_LOOKED_AFTER)) is None:
                    continue
                changed += 1
                self._talk(partial(changes.go_on, function))
                for act in islice(acting, 1):
                    act()
                self._serves(script)
            doing.result()
        functions = len(self.stage.deployed.functions)
        if changed != functions:
            raise Failed(f"{changed} of {functions} functions were changed")
        self._done(
            f"{self.lines - before} lines are said in the middle, while {changed} functions are changed one after another;"
            f" {self.repeated - repeated} times something was asked once more"
        )

    # ----------------------------------------------------------------------------------------------------------- talking

    def _meet(self, visitor: Visitor) -> None:
        """Have the agent take a conversation, and both open a socket for it."""
        service, agent = self.stage.service, self.stage.agent
        agent.take(visitor.conversation)
        pair = (
            Talker(visitor.conversation, partial(service.open, visitor.headers), "message", visitor.said),
            Talker(visitor.conversation, partial(service.open, agent.headers), "answer"),
        )
        for each in pair:
            each.opens()
            self._open.callback(each.leaves)
        self._pairs.append(pair)

    def _talk(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Have everybody say something, do something else before it is answered, and have everybody hear it. Raises Failed."""
        self._round += 1
        texts = {
            each: f"{side} {self._round}"
            for pair in self._pairs
            for each, side in zip(pair, ("Kysymys", "Vastaus"), strict=True)
        }
        for each, text in texts.items():
            each.says(text)
        meanwhile()
        for each in texts:
            each.is_answered()
        for pair in self._pairs:
            for each in pair:
                each.hears([texts[other] for other in pair])

    def _go_on(self, when: str) -> None:
        """See that each conversation goes on over the sockets of before, with all that was said once and in order, on both sides
        and for whoever comes anew.
        """
        self._talk()
        for visitor, pair in self._conversations():
            anew = Talker(visitor.conversation, partial(self.stage.service.open, visitor.headers), "anew")
            anew.opens()
            anew.leaves()
            for each in pair:
                each.catches_up()
            if len({tuple(each.texts) for each in (*pair, anew)}) != 1:
                raise Failed(f"Not all have the same: {anew.texts}, {', '.join(str(each.texts) for each in pair)}")
            for each, by in zip(pair, ("visitor", "agent"), strict=True):
                theirs = [
                    entry["text"]
                    for _, entry in sorted(anew.entries.items())
                    if entry["by"] == by and entry.get("text")
                ]
                first = [FIRST] if by == "visitor" else []
                if theirs != first + each.acknowledged:
                    raise Failed(f"The conversation has {theirs}, and {each.acknowledged} was acknowledged")
        self._done(
            f"{self.lines} lines of {len(self._pairs)} conversations are there {when}, each once and in order on both sides"
        )

    def _conversations(self) -> Iterator[tuple[Visitor, tuple[Talker, Talker]]]:
        return zip((self._visitor, *self._others), self._pairs, strict=True)

    def _comes_back(self) -> None:
        """Have the visitor's socket end and another be opened."""
        visitor, _ = self._pairs[0]
        visitor.opens()

    def _begins(self) -> None:
        """Have another visitor begin."""
        other = Visitor(self.stage.service)
        visitor, _ = self._pairs[0]
        visitor.again(lambda: other.start(FIRST))
        self._others.append(other)

    # ------------------------------------------------------------------------------------------------- what is served

    def _script(self) -> str:
        """Return which script the visitor's page asks for."""
        (name,) = set(_SCRIPT.findall(self.stage.service.ask("GET", "/chat/main").body))
        return str(name)

    def _files(self) -> list[str]:
        """Return the names of all files that pages of the release may ask for."""
        with zipfile.ZipFile(self._made.zip) as archive:
            return [name.removeprefix(OWN) for name in archive.namelist() if name.startswith(OWN)]

    def _serves(self, *files: str) -> None:
        talker, _ = self._pairs[0]
        for name in files:
            talker.again(partial(self.stage.service.ask, "GET", f"/static/{name}"))

    def _version(self) -> str:
        """Return which release the stack says that it is."""
        return stack.require(self._account, STAGE).tags[deploy.VERSION]

    def _done(self, what: str) -> None:
        self._say(f"  ✓ {what}")


def packaged(made: Artefact, previous: Path | None) -> Release:
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
        return msgspec.structs.replace(deployment.release(made), zip=zip_.read_bytes(), version=NEXT)


def changed(static: Path) -> None:
    """Give the visitor's first script another content, and another name in the pages that ask for it."""
    pages = list(static.glob("*.html"))
    (name,) = {each for page in pages for each in _SCRIPT.findall(page.read_text("utf-8"))}
    other = name.replace("widget-fi-", "widget-fi-other")
    for page in pages:
        page.write_text(page.read_text("utf-8").replace(name, other), "utf-8")
    script = (static / "static" / name).rename(static / "static" / other)
    script.write_text(script.read_text("utf-8") + f"\n// {NEXT}\n", "utf-8")
