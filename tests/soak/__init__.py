"""Long runs, and what they need to make a server misbehave."""
