"""What the company sets: its sites, for the administrator."""
