"""The proof that needs no AWS account: the artefact as it is packaged, on an emulator that enforces each function's IAM policy."""
