"""Evaluating: questions with known answers put to the real parts, and what that says of them."""
