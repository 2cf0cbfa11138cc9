"""What is in an operator's way."""


class Trouble(Exception):
    """Raised when a command cannot be carried out. Says what is in the way, and the way out, in one sentence."""


class Refused(Trouble):
    """Raised when AWS refuses a call. `code` is AWS's own, such as `AccessDenied`."""

    def __init__(self, service: str, operation: str, code: str, words: str) -> None:
        super().__init__(f"AWS refused {service} {operation} ({code}): {words}")
        self.service = service
        self.operation = operation
        self.code = code
        self.words = words
