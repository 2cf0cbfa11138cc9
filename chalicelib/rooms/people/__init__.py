"""Who may come in, as what, and who may no longer: the administrator's room, and everybody's own account."""
