"""``python -m helium_bot`` is ``helium-bot``."""

import sys

from helium_bot.cli import main

if __name__ == "__main__":
    sys.exit(main())
