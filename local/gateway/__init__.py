"""API Gateway on this machine, around the unchanged `app.py`: REST, WebSockets and `@connections` on one port."""

from local.gateway.answers import GatewayAnswers, frames_are_answered
from local.gateway.gateway import Gateway, Settings
from local.gateway.moods import Contrary, Honest, Limits, Mood, Ways

__all__ = [
    "Contrary",
    "Gateway",
    "GatewayAnswers",
    "Honest",
    "Limits",
    "Mood",
    "Settings",
    "Ways",
    "frames_are_answered",
]
