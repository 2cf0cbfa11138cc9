"""What an agent had, once it is closed; and one conversation by its reference."""
