"""Canned answers: those that all share and those of one's own, written once in every language of the visitors."""
