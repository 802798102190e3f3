"""Reads TwiML with a real parser and Twilio's limits, and warns of everything that Twilio would not understand."""

import xml.etree.ElementTree as ET  # the documents are the line's own, and DTDs are refused
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from telephony.local_carrier.errors import DocumentError
from telephony.local_carrier.journal import Journal
from telephony.local_carrier.twiml.vocabulary import ASIDE, MESSAGING, VOICE, WHISPER
from telephony.local_carrier.webhooks import Answer, bare

Vocabulary = Mapping[str, tuple[frozenset[str], frozenset[str]]]

LARGEST = 64 * 1024
VOCABULARIES: dict[str, Vocabulary] = {"voice": VOICE, "sms": MESSAGING, "whisper": WHISPER, "aside": ASIDE}


@dataclass(frozen=True)
class Document:
    """Verbs in order, and the URL that its relative URLs start from."""

    verbs: list[ET.Element]
    url: str

    def resolve(self, reference: str) -> str:
        """The absolute URL of a reference; one that cannot be read stays as it is, and fails when it is asked for."""
        try:
            return urljoin(self.url, reference)
        except ValueError:
            return reference


def read(answer: Answer, kind: str, journal: Journal, sid: str) -> Document:
    """The document in an answer. `kind` is voice, sms, whisper or aside. DocumentError if there is none."""
    if answer.error:
        raise DocumentError(answer.error, answer.reason, recorded=True)
    return parse(answer.body, answer.url, answer.content_type, kind, journal, sid)


def parse(body: bytes, url: str, content_type: str, kind: str, journal: Journal, sid: str) -> Document:
    """The document in a response body; plain text and audio become one verb. DocumentError if it cannot be read."""
    if len(body) > LARGEST:
        raise DocumentError(11750, "TwiML response body too large")
    media = content_type.split(";")[0].strip().lower()
    if media == "text/plain":
        return Document([_plain(body, kind)], url)
    if media.startswith("audio/") and kind != "sms":
        return Document([_played(url)], url)
    if media not in ("text/xml", "application/xml", "text/html"):
        raise DocumentError(12300, f"Invalid Content-Type: {media or 'none'}")
    return Document(_checked(_root(body), VOCABULARIES[kind], journal, url, sid), url)


def _root(body: bytes) -> ET.Element:
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise DocumentError(12100, "Document parse failure: document type declarations are not allowed")
    try:
        root = ET.fromstring(body)  # noqa: S314  # no DTD, 64 kB at most
    except (ET.ParseError, ValueError, LookupError) as problem:
        raise DocumentError(12100, f"Document parse failure: {problem}") from problem
    if root.tag != "Response":
        raise DocumentError(12102, "Document parse failure: the root element must be <Response>")
    return root


def _checked(
    element: ET.Element, words: Vocabulary, journal: Journal, url: str, sid: str
) -> list[ET.Element]:
    """The children that Twilio understands, at every depth; it warns of the others and leaves them out."""
    allowed = words[element.tag][1] if element.tag in words else frozenset()
    kept = []
    for child in element:
        if child.tag not in allowed:
            _warn(journal, f"<{child.tag}> is not understood in <{element.tag}>", url, sid)
            continue
        kept.append(child)
        if child.tag not in words:
            continue
        for name in [name for name in child.attrib if name not in words[child.tag][0]]:
            _warn(journal, f"attribute {name} is not understood on <{child.tag}>", url, sid)
            del child.attrib[name]
        if child.tag != "Say":
            child[:] = _checked(child, words, journal, url, sid)
    return kept


def _warn(journal: Journal, message: str, url: str, sid: str) -> None:
    journal.warning(12200, f"Schema validation warning: {message}", url=bare(url), sid=sid)


def _plain(body: bytes, kind: str) -> ET.Element:
    """Plain text as a reply or as words read aloud, whatever it says."""
    verb = ET.Element("Message" if kind == "sms" else "Say")
    verb.text = body.decode("utf-8", "replace")
    return verb


def _played(url: str) -> ET.Element:
    verb = ET.Element("Play")
    verb.text = url
    return verb


def text_of(element: ET.Element) -> str:
    """All text in an element without SSML markup, with each run of white space as one space."""
    return " ".join("".join(element.itertext()).split())
