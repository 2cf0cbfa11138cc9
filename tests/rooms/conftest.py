"""The house that the service's own tests have: `desk`, `joined`, and a conversation with its people."""

from tests.service.conftest import _opened, desk, joined
from tests.service.test_recorded import talk

__all__ = ["_opened", "desk", "joined", "talk"]
