"""Rules of evaluation: pure, and said in sentences."""
