"""Where people work who do not chat: a folder a room, with its rules, its actions and what it sends (docs/decisions/rooms.md)."""
