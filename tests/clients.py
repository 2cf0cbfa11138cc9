"""Clients of AWS, each made once in a process: making one takes longer than most tests.

Which cloud answers is decided at each call (local/cloud/endpoint.py), so a client outlives the cloud that it was made for.
"""

import functools
from typing import Any

import botocore.session

_made: dict[str, Any] = {}


def client(service: str, **choices: Any) -> Any:
    """Return the process's one client of a service with these choices. What a test registers with it stays: it has none."""
    config = choices.get("config")
    key = repr((service, sorted({**choices, "config": config and vars(config)}.items())))
    if key not in _made:
        _made[key] = _session().create_client(service, **choices)
    return _made[key]


@functools.cache
def _session() -> Any:
    return botocore.session.get_session()
