"""Writing evaluation: plans, waves, reminders, interviews, decisions, answers."""
