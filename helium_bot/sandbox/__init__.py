"""A strict Bot API on loopback with a chat page: the demo and the test double in one."""
