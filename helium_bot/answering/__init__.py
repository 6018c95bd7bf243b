"""From a question to an answer whose every sentence rests on an exact quote."""
