"""The local cloud: moto behind a lock, everything from `.chalice/resources.yaml`, and what moto fakes made true."""

from local.cloud.clock import Clock
from local.cloud.cloud import TEMPLATE, Cloud
from local.cloud.faults import Fault
from local.cloud.mail import SentMail
from local.cloud.ticking import Ticker

__all__ = ["TEMPLATE", "Clock", "Cloud", "Fault", "SentMail", "Ticker"]
