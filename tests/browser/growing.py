"""What a page holds back, told from what it holds once."""

from collections.abc import Mapping
from itertools import pairwise


def grew(*held: Mapping[str, float]) -> dict[str, float]:
    """Return by how much each number grows from one look to the next wherever it grows least.

    What is held back grows by every opening. What is fetched late, what waits for its moment and what the engine keeps
    grow once, whenever that is.
    """
    return {name: min(after[name] - before[name] for before, after in pairwise(held)) for name in held[0]}
