"""The TwiML that the local carrier understands is all TwiML: what Twilio's SDK can write, made from Twilio's schema."""

import inspect
from collections.abc import Callable

import pytest
from twilio.twiml.messaging_response import Message, MessagingResponse
from twilio.twiml.voice_response import Dial, Gather, Say, VoiceResponse

from telephony.local_carrier.twiml.vocabulary import ASIDE, MESSAGING, VOICE, WHISPER

PARENTS = {"Response": VoiceResponse, "Gather": Gather, "Dial": Dial, "Say": Say}
TEXTING = {"Response": MessagingResponse, "Message": Message}


def writer(parent: type, tag: str) -> Callable[..., object]:
    """The method that writes this element into that one."""
    name = tag.lower().replace("-", "_")
    return getattr(parent, name, None) or getattr(parent, f"{name}_")  # type: ignore[no-any-return]


def attributes(written_by: Callable[..., object]) -> set[str]:
    words = [name.rstrip("_").split("_") for name in inspect.signature(written_by).parameters]
    return {first + "".join(word.capitalize() for word in rest) for first, *rest in words}


@pytest.mark.parametrize(
    ("vocabulary", "parents"),
    [(VOICE, PARENTS), (WHISPER, PARENTS), (ASIDE, PARENTS), (MESSAGING, TEXTING)],
    ids=["voice", "whisper", "aside", "texts"],
)
def test_every_element_and_attribute_exists(
    vocabulary: dict[str, tuple[frozenset[str], frozenset[str]]], parents: dict[str, type]
) -> None:
    for tag, (_, within) in vocabulary.items():
        for child in within:
            known = attributes(writer(parents[tag], child))
            if child in vocabulary:
                assert vocabulary[child][0] <= known, f"{child} in {tag}"
