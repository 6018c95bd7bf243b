"""What stops a verb: one sentence for the person at the terminal."""


class CannotDo(Exception):
    """The verb cannot be done. ``str()`` is one plain English sentence that says what to do."""
