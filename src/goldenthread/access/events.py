"""What access tells others, after the commit. It sends nothing itself: messaging is above it."""

from django.dispatch import Signal

sign_in_link_asked = Signal()
"""Someone with an account asked for a link. Carries `link_id`, `name` and `email`."""
