"""The Telegram door, and the only folder that imports ``telegram``."""
