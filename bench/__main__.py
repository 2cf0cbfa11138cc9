"""`python -m bench`: what a conversation costs, and what the mask misses.

What the web part weighs says its build; `make bench` prints both.
"""

import asyncio
import logging
import sys

from bench import bill, conversation, counted, growth, hands, long, masking, storage, tasks
from local.cloud import Cloud
from local.cloud.clock import Clock


def main() -> int:
    """Print every figure, and return 1 when a conversation pays more than it may, or something grows that must not."""
    # It finds it worth a warning that a client offers its ticket as a subprotocol.
    logging.getLogger("aiohttp.websocket").setLevel(logging.ERROR)
    print("A conversation of 20 messages through app.py, without signing in\n")
    plain = asyncio.run(conversation.counted())
    lively = asyncio.run(conversation.counted(typing_and_reading=True))
    print("\n".join(conversation.report(plain, lively)))
    print("\nWhat is asked while nobody says anything\n")
    print("\n".join(conversation.report_at_rest(asyncio.run(conversation.counted(at_rest=True)))))
    print("\nWhat a conversation with two browsers pays\n")
    paid = asyncio.run(bill.counted())
    print("\n".join(bill.report(paid)))
    print("\nHow soon a long conversation is on screen\n")
    soon = long.main()
    print("\nHow long the chat keeps a browser busy in one go\n")
    brief = tasks.main()
    print("\nHow soon the console answers an agent's keys\n")
    prompt = hands.main()
    print("\nHow messages are stored (all sizes and writers: python -m bench.storage)\n")
    with Cloud.start(clock=Clock(stopped_at=storage.NOW)) as cloud:
        print("\n".join(storage.table_of(storage.measured(cloud, storage.CANDIDATES, [20], [1, 2]), "A")))
    print("\nWhat is masked in 300 sentences\n")
    masking.main()
    print("\nWhether what is multiplied with prices is what is counted today\n")
    kept = counted.check()
    print("\nAs the queue grows, and the house\n")
    return max(growth.main(), soon, brief, prompt, kept, 0 if bill.is_within(paid) else 1)


if __name__ == "__main__":
    sys.exit(main())
