"""A device with passkeys, in software: makes them, and signs what a page asks for, or what a test puts there."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One passkey. `counter`: None for one that counts nothing, as those in somebody's cloud."""

    origin: str
    counter: int | None = None
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: os.urandom(32))

    def make(self, options: Mapping[str, Any], **instead: Any) -> str:
        """What passkey.js puts into the form after a passkey was made. `instead`: what is forged."""
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        credential = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        flags = instead.get("flags", PRESENT | VERIFIED | ATTESTED)
        host = sha256(instead.get("host", options["rp"]["id"]).encode())
        data = AuthenticatorData.create(host, flags, self.counter or 0, credential)
        client = self._client("webauthn.create", options, instead)
        return self._answer(client, attestationObject=AttestationObject.create("none", data, {}))

    def sign(self, options: Mapping[str, Any], **instead: Any) -> str:
        """What passkey.js puts into the form after a passkey was used."""
        if self.counter is not None:
            self.counter += 1
        host = sha256(instead.get("host", options["rpId"]).encode())
        data = AuthenticatorData.create(host, instead.get("flags", PRESENT | VERIFIED), self.counter or 0)
        client = self._client("webauthn.get", options, instead)
        key = instead.get("key", self.key)
        signature = key.sign(data + sha256(client), ec.ECDSA(hashes.SHA256()))
        return self._answer(client, authenticatorData=data, signature=signature)

    def _client(
        self, kind: str, options: Mapping[str, Any], instead: Mapping[str, Any]
    ) -> CollectedClientData:
        challenge = instead.get("challenge", websafe_decode(options["challenge"]))
        return CollectedClientData.create(
            instead.get("kind", kind),
            challenge,
            instead.get("origin", self.origin),
            bool(instead.get("frame")),
        )

    def _answer(self, client: bytes, **parts: bytes) -> str:
        response = {name: websafe_encode(part) for name, part in parts.items()}
        response["clientDataJSON"] = websafe_encode(client)
        here = websafe_encode(self.id)
        return json.dumps({"id": here, "rawId": here, "type": "public-key", "response": response})


def random_key() -> ec.EllipticCurvePrivateKey:
    """The key of somebody else's device."""
    return ec.generate_private_key(ec.SECP256R1())


def random_challenge() -> bytes:
    """A challenge that no page gave."""
    return secrets.token_bytes(32)
