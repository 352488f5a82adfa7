"""Reading learning. Every read takes the actor first."""
