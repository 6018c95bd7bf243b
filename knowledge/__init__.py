"""What the bot knows: passages, how they are embedded, stored and found. Imports nothing else of ours."""
