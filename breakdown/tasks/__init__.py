"""Rows as written → tasks, assignments, milestones, targets."""
