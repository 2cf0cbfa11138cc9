"""Who has opened what, and what somebody has done: the officer reads all of it, everybody else their own records."""
