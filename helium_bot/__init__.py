"""The bot: answering, chat and the sandbox, over what ``knowledge`` holds."""
