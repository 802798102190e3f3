"""A stand-in for the line: answers webhooks as told, keeps what it was asked, checks every signature."""

import asyncio
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web
from twilio.request_validator import RequestValidator

Answer = str | tuple[int, str, str]
DOCUMENTED = re.compile(
    r"(Account|Call|Conference|DialCall|Message|Sms|SmsMessage|ParentCall|MessagingService)Sid"
    r"|ApiVersion|Body|Called|Caller|CallerName|CallStatus|Direction|ForwardedFrom|From|To|OptOutType|StirVerstat"
    r"|(From|To)(City|State|Zip|Country)|NumMedia|NumSegments|Media(Url|ContentType)[0-9]"
    r"|(Message|Sms)Status|RawDlrDoneDate|Error(Code|Url)"
    r"|SequenceNumber|Timestamp|CallbackSource|CallDuration|Duration|SipResponseCode"
    r"|Digits|SpeechResult|Confidence|AnsweredBy|MachineDetectionDuration"
    r"|DialCallStatus|DialCallDuration|DialBridged"
    r"|StatusCallbackEvent|FriendlyName|Muted|Hold|ReasonConferenceEnded|CallSidEndingConference"
)
"""The parameters of webhooks, as Twilio's pages on them name them: all that the local carrier may send."""

Script = Answer | Callable[[dict[str, str]], Answer]


@dataclass(frozen=True)
class Asked:
    """One webhook request as it arrived."""

    path: str
    method: str
    params: dict[str, str]
    headers: dict[str, str]
    signed: bool

    @property
    def unknown(self) -> set[str]:
        """Parameters that Twilio does not have. An address's own query comes with those of a GET."""
        return {name for name in self.params if self.method == "POST" and not DOCUMENTED.fullmatch(name)}


@dataclass
class Product:
    """Pages by path. An unknown path answers an empty Response, which ends a call and replies nothing."""

    token: str
    port: int = 0
    pages: dict[str, Script] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    slow: dict[str, float] = field(default_factory=dict)
    over: set[str] = field(default_factory=set)
    # Parameters that Twilio does not send, and that a test sends all the same.
    provoked: set[str] = field(default_factory=set)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def page(self, path: str, *answers: Script) -> None:
        """Answer these one after the other, and the last one from then on."""
        left = list(answers)

        def take(params: dict[str, str]) -> Answer:
            answer = left.pop(0) if len(left) > 1 else left[0]
            return answer(params) if callable(answer) else answer

        self.pages[path] = take

    def requests(self, path: str) -> list[Asked]:
        return [asked for asked in list(self.asked) if asked.path == path]

    def clear(self) -> None:
        """For the next test: what the carrier still had on the wire about an earlier one's calls is none of its own."""
        self.over.update(map(_about, [asked.params for asked in self.asked]))
        for kept in (self.pages, self.asked, self.slow, self.provoked):
            kept.clear()

    async def answer(self, request: web.Request) -> web.Response:
        form = {key: str(value) for key, value in (await request.post()).items()}
        url = f"http://{request.host}{request.raw_path}"
        signed = RequestValidator(self.token).validate(
            url, form if request.method == "POST" else {}, request.headers.get("X-Twilio-Signature", "")
        )
        params = form or dict(request.query)
        if (about := _about(params)) and about in self.over:
            return web.Response(content_type="text/xml", text="<Response/>")
        self.asked.append(Asked(request.path, request.method, params, dict(request.headers), signed))
        await asyncio.sleep(self.slow.get(request.path, 0))
        script = self.pages.get(request.path, "<Response/>")
        answer = script(params) if callable(script) else script
        status, kind, text = (200, "text/xml", answer) if isinstance(answer, str) else answer
        return web.Response(status=status, content_type=kind, text=text)

    def serve(self, ready: threading.Event, stop: threading.Event) -> None:
        asyncio.run(self._serve(ready, stop))

    async def _serve(self, ready: threading.Event, stop: threading.Event) -> None:
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", self.answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]
        ready.set()
        await asyncio.to_thread(stop.wait)
        await runner.cleanup()


def _about(params: dict[str, str]) -> str:
    return params.get("CallSid") or params.get("MessageSid") or ""


def response(*verbs: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{"".join(verbs)}</Response>'
