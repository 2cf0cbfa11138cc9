"""The privacy notice: what visitors are told, for the administrator who changes it and the officer who reads it."""
