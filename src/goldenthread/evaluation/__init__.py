"""Plans, waves, invitations, answers and findings."""
