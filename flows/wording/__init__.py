"""Wording: one folder a language, id → text, voice, accepted words. `render` fills it in for one person."""

from flows.wording.catalogue import KEYWORDS, LANGUAGES, Words, words
from flows.wording.render import Listener, Named, Span, render, render_time

__all__ = ["KEYWORDS", "LANGUAGES", "Listener", "Named", "Span", "Words", "render", "render_time", "words"]
