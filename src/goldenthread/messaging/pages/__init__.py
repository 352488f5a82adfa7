"""Messages and wordings as pages show them."""
