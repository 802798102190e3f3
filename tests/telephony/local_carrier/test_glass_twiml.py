"""What an answer in TwiML makes the carrier do, said verb by verb in plain English."""

import pytest

from telephony.local_carrier.glass.plain_words import Names
from telephony.local_carrier.glass.subject import Hearing
from telephony.local_carrier.glass.twiml_meaning import read_inline

LINE, ANA, SAM, LEE = "+12025550100", "+16175550101", "+12025550141", "+14155550143"
NAMES = Names({ANA: "Ana", SAM: "Sam"}, LINE)


def heard(body: str, kind: str = "voice") -> list[str]:
    return read_inline(f"<Response>{body}</Response>", Hearing(NAMES, ANA, ANA, kind, "http://line/voice"))


@pytest.mark.parametrize(
    ("body", "meaning"),
    [
        ("", ["The line has nothing more to say: the call ends."]),
        ("<Say>Hi</Say><Hangup/>", ["Ana hears, in English: “Hi”", "Then the carrier hangs up."]),
        ('<Say loop="0">Hi</Say>', ["Ana hears, in English: “Hi” (again and again).", "Then the call ends."]),
        ('<Say language="vi-VN"/>', ["Ana hears no words here.", "Then the call ends."]),
        ('<Play digits="12#"/>', ["Ana hears the tones of the keys 12#.", "Then the call ends."]),
        ('<Pause length="90"/>', ["Then silence, for 90 seconds.", "Then the call ends."]),
        (
            '<Reject reason="busy"/><Say>never</Say>',
            [
                "The carrier does not take the call: Ana hears a busy tone.",
                "What follows in the answer is never reached.",
            ],
        ),
        (
            f'<Pause length="36{"0" * 400}"/>',
            ["Then silence, for 1000000000 seconds.", "Then the call ends."],
        ),
        ("<Reject/>", ["The carrier does not take the call: Ana hears that the number is not in service."]),
        ("<Redirect>/again?x=1</Redirect>", ["Then the carrier asks the line again, at /again."]),
        ("<Redirect/>", ["Then the carrier asks the line again, at the same address, /voice."]),
        (
            '<Gather finishOnKey="#" action="/code"><Say>Your code</Say></Gather><Say>Bye</Say>',
            [
                "Ana hears, in English: “Your code”",
                (
                    "After that, the carrier listens up to 5 seconds for keys, ended with #, and brings what "
                    "comes to the line, at /code."
                ),
                "If nothing comes, Ana hears, in English: “Bye”",
                "Then the call ends.",
            ],
        ),
        (
            (
                '<Gather input="dtmf speech" numDigits="2" language="es-MX" hints="sí, no" '
                'actionOnEmptyResult="true"/><Hangup/>'
            ),
            [
                (
                    "Without a word, the carrier listens up to 5 seconds for 2 keys or spoken words in Spanish, "
                    "and brings what comes to the line, at the same address, /voice."
                ),
                "It expects words such as sí and no.",
                "If Ana does nothing, the line is told that too.",
                "What else is in the answer is for a carrier that would keep that to itself.",
            ],
        ),
        (
            f'<Dial timeout="20" timeLimit="5400">{LEE}</Dial>',
            [
                f"The carrier rings {LEE}, for up to 25 seconds.",
                f"Warning: the answer names no callerId, so the phone {LEE} would show the number of Ana: {ANA}.",
                "After 90 minutes at the latest the carrier ends the talk.",
                "Then the call ends.",
            ],
        ),
        (
            f'<Dial callerId="{ANA}" action="/over" record="record-from-answer"><Number>{SAM}</Number></Dial><Say/>',
            [
                "The carrier rings Sam, for up to 35 seconds.",
                f"Warning: Sam’s phone would show the number of Ana: {ANA}.",
                "Warning: the talk is recorded.",
                "When it is over, the carrier asks the line what Ana hears next, at /over.",
                "What follows in the answer is never reached.",
            ],
        ),
        (
            (
                f'<Dial callerId="{LINE}" hangupOnStar="true"><Number>988</Number>'
                f'<Number sendDigits="1" machineDetection="Enable" amdStatusCallback="/amd">{SAM}</Number></Dial>'
            ),
            [
                "The carrier rings the crisis line 988 and Sam, for up to 35 seconds.",
                "The crisis line 988 and Sam’s phone will show the line’s number, not Ana’s.",
                "When the call is picked up, the carrier presses 1.",
                "The carrier listens whether a person or a machine picked up, and reports it at /amd.",
                "Ana can end the talk with the star key, without hanging up.",
                "Then the call ends.",
            ],
        ),
        (
            f'<Dial callerId="{LEE}">{SAM}</Dial>',
            [
                "The carrier rings Sam, for up to 35 seconds.",
                f"Warning: the carrier will not ring: the number to be shown, {LEE}, is not the line’s.",
                "Then the call ends.",
            ],
        ),
        (
            (
                '<Dial><Conference beep="false" waitUrl="" startConferenceOnEnter="false" muted="true">'
                "callback-of-somebody-123</Conference></Dial>"
            ),
            [
                "Ana joins the conference “callback…”, in which all hear each other.",
                "The others do not hear Ana.",
                "It does not begin because Ana comes in.",
                "Until somebody else is there, Ana hears nothing.",
                "Nobody hears a beep.",
                "Then the call ends.",
            ],
        ),
    ],
)
def test_what_a_voice_answer_means(body: str, meaning: list[str]) -> None:
    assert heard(body) == meaning


@pytest.mark.parametrize(
    ("kind", "body", "meaning"),
    [
        ("whisper", "", ["The line has nothing to say here: the two phones are connected."]),
        (
            "whisper",
            '<Gather numDigits="1" action="/key"><Say>Press 1</Say></Gather>',
            [
                "Ana hears, in English: “Press 1”",
                (
                    "After that, the carrier listens up to 5 seconds for one key, and brings what comes to "
                    "the line, at /key."
                ),
                "If nothing comes, the two phones are connected.",
            ],
        ),
        ("aside", "", ["The line has nothing to say here: Ana hears nothing."]),
        ("sms", "", ["The line sends no text back to Ana."]),
        (
            "sms",
            f'<Message to="{SAM}"><Body>Hi</Body><Media>http://line/cat.png</Media></Message>',
            [
                "The line answers Sam with a text: “Hi”",
                "With it comes a picture or a recording, /cat.png.",
            ],
        ),
        (
            "sms",
            "<Message/><Redirect>/next</Redirect>",
            [
                "The line answers Ana with a text: without words.",
                "Then the carrier asks the line again, at /next.",
            ],
        ),
    ],
)
def test_what_other_answers_mean(kind: str, body: str, meaning: list[str]) -> None:
    assert heard(body, kind) == meaning
