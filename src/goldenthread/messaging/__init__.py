"""An outbox: what goes to whom, when and why, re-checked at the moment of sending."""
