"""Lists the TwiML verbs and attributes that this carrier plays. Case matters, as it does at Twilio."""

_SSML = frozenset("break emphasis lang p phoneme prosody s say-as sub w".split())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# verb: (attributes, verbs that it may contain)
VOICE: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "Response": (frozenset(), _words("Say Play Pause Gather Redirect Hangup Reject Dial")),
    "Say": (_words("voice language loop"), _SSML),
    "Play": (_words("loop digits"), frozenset()),
    "Pause": (_words("length"), frozenset()),
    "Gather": (
        _words(
            "action method input numDigits finishOnKey timeout speechTimeout language hints "
            "actionOnEmptyResult bargeIn profanityFilter speechModel enhanced debug "
            "partialResultCallback partialResultCallbackMethod maxSpeechTime"
        ),
        _words("Say Play Pause"),
    ),
    "Redirect": (_words("method"), frozenset()),
    "Hangup": (frozenset(), frozenset()),
    "Reject": (_words("reason"), frozenset()),
    "Dial": (
        _words(
            "action method timeout hangupOnStar timeLimit callerId answerOnBridge ringTone record "
            "trim recordingStatusCallback recordingStatusCallbackMethod "
            "recordingStatusCallbackEvent recordingTrack referUrl referMethod sequential events"
        ),
        _words("Number Conference"),
    ),
    "Number": (
        _words(
            "url method sendDigits statusCallback statusCallbackEvent statusCallbackMethod byoc "
            "machineDetection amdStatusCallback amdStatusCallbackMethod machineDetectionTimeout "
            "machineDetectionSpeechThreshold machineDetectionSpeechEndThreshold "
            "machineDetectionSilenceTimeout"
        ),
        frozenset(),
    ),
    "Conference": (
        _words(
            "muted startConferenceOnEnter endConferenceOnExit beep waitUrl waitMethod "
            "maxParticipants record region coach trim statusCallback statusCallbackMethod "
            "statusCallbackEvent recordingStatusCallback recordingStatusCallbackMethod "
            "recordingStatusCallbackEvent eventCallbackUrl participantLabel jitterBufferSize"
        ),
        frozenset(),
    ),
}

MESSAGING: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "Response": (frozenset(), _words("Message Redirect")),
    "Message": (_words("to from action method statusCallback"), _words("Body Media")),
    "Body": (frozenset(), frozenset()),
    "Media": (frozenset(), frozenset()),
    "Redirect": (_words("method"), frozenset()),
}

# Plays to somebody called before they are bridged, so it has no verb that would bridge or refuse.
WHISPER = VOICE | {"Response": (frozenset(), _words("Say Play Pause Gather Hangup"))}

# Plays into a conference, or to somebody who waits for one to begin. Anything else is Twilio's error 13238.
ASIDE = VOICE | {"Response": (frozenset(), _words("Say Play Pause Redirect"))}
