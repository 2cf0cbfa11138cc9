"""`python -m bench`: what a conversation costs and weighs. `make bench` builds what it needs first."""

import asyncio
import logging
import sys

from bench import conversation, storage, weight
from local.cloud import Cloud
from local.cloud.clock import Clock


def main() -> int:
    """Print every figure. Return the exit code of the process."""
    # It finds it worth a warning that a client offers its ticket as a subprotocol.
    logging.getLogger("aiohttp.websocket").setLevel(logging.ERROR)
    print("A conversation of 20 messages through app.py, without signing in\n")
    plain = asyncio.run(conversation.counted())
    lively = asyncio.run(conversation.counted(typing_and_reading=True))
    print("\n".join(conversation.report(plain, lively)))
    print("\nWhat is asked while nobody says anything\n")
    print("\n".join(conversation.report_at_rest(asyncio.run(conversation.counted(at_rest=True)))))
    print("\nWhat a visitor loads\n")
    try:
        print("\n".join(weight.report(weight.weight())))
    except FileNotFoundError:
        print("The widget is not built yet: `make bench` builds it and measures.")
        return 1
    print("\nHow messages are stored (all sizes and writers: python -m bench.storage)\n")
    with Cloud.start(clock=Clock(stopped_at=storage.NOW)) as cloud:
        print("\n".join(storage.table_of(storage.measured(cloud, storage.CANDIDATES, [20], [1, 2]), "A")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
