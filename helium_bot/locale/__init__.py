"""What the bot says, in each language of the interface: a gettext catalogue per language beside this file.

The English text in the code is the message's id. To add or change one, write it in a call of ``say``, ``plural`` or
``marked`` and translate it in each ``.po`` file; a test names what is missing. ``en.po`` may stay untranslated.
"""

from helium_bot.locale.catalogue import LANGUAGES, Phrases, folded, marked, phrases

__all__ = ["LANGUAGES", "Phrases", "folded", "marked", "phrases"]
