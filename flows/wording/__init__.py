"""Wording: one folder a language, id → text, voice, accepted words. `render` fills it in for one person."""

from flows.wording.catalogue import KEYWORDS, LANGUAGES, Words, words, words_of
from flows.wording.listener import Days, Hours, Listener, Named, ReachIn, Span
from flows.wording.render import reach_in, render, true_until
from flows.wording.times import render_hours, render_time

__all__ = [
    "KEYWORDS",
    "LANGUAGES",
    "Days",
    "Hours",
    "Listener",
    "Named",
    "ReachIn",
    "Span",
    "Words",
    "reach_in",
    "render",
    "render_hours",
    "render_time",
    "true_until",
    "words",
    "words_of",
]
