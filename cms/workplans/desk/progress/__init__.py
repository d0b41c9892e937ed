"""A plan that is followed: its tasks, what was done for each, who takes them up, and who changed what."""
