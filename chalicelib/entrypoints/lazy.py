"""Modules that are loaded when something of them is first asked for, so that a start waits for none of them."""

import importlib
from typing import Any


class Lazy:
    """Stands for a module. Python's lock of imports lets several threads ask first."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self._module), name)
