"""Pure rules of learning: may this happen, and what follows."""
