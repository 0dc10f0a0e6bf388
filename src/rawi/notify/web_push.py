"""Web push: a message to a browser, by the service that its maker runs.

The browser gives an address there and two keys. A message is sealed for it, so that the
service reads nothing (RFC 8291), and signed with the key of this instance (RFC 8292), which
is made once and kept among what is people's own.
"""

from __future__ import annotations

import http.client
import secrets
import ssl
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from rawi.errors import InputError
from rawi.model import Record
from rawi.notify.addresses import LONGEST, Checked, check_public
from rawi.notify.mail import Notice, RefusedError
from rawi.store.personal.file import PersonalFile
from rawi.store.personal.own_keys import own_key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

PREFIX = "push:"
"""In front of a subscription where it is kept as the address of a channel."""
SERVICE = "Web push"
KEPT_FOR = timedelta(days=1)
"""How long a push service keeps a message for a device that cannot be reached."""
NOBODY = "mailto:rawi@rawi.invalid"
"""Who runs this instance, as far as push services need to know."""
_SIGNED_FOR = timedelta(hours=12)
"""RFC 8292 allows a day at most."""
_TIMEOUT = 15.0
"""Seconds that a push service gets for each answer."""
_POINT, _SECRET, _SALT, _SCALAR = 65, 16, 16, 32
"""Bytes of a public key, of a browser's secret, of a salt, of a private key."""
_AES, _NONCE = 16, 12
"""Bytes of what a message is sealed with."""
_RECORD = 4096
"""Bytes of the one record of a message, the most that push services must take."""
_TAKEN, _GONE = (200, 201, 202, 204), (404, 410)
"""How push services answer where a message is on its way, and where the browser is gone."""
_HALF = 32
"""Bytes of either number of a signature."""
_HEAD = {"typ": "JWT", "alg": "ES256"}
_LETTERS = 32
"""Of a topic: RFC 8030 allows no more."""


class GoneError(RefusedError):
    """The browser takes no more messages at this address, and never will."""


class Subscription(Record, frozen=True, kw_only=True):
    """Where a browser takes messages; its keys in base64 as browsers write it."""

    endpoint: str
    p256dh: str
    auth: str


class Signer(Record, frozen=True, kw_only=True):
    """Who messages are from."""

    key: str
    contact: str = NOBODY
    """An address of mail or of the web, by which push services reach who runs this."""


def new_key() -> str:
    """A private key of an instance."""
    from cryptography.hazmat.primitives.asymmetric import ec

    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _text(number.to_bytes(_SCALAR))


def signer_of(file: PersonalFile, site: str) -> Signer:
    """Of the instance whose people's own file that is; ``site``: its address."""
    contact = site if site.startswith("https://") else NOBODY
    return Signer(key=own_key(file, "vapid", new_key), contact=contact)


def public_of(key: str) -> str:
    """The public key, as browsers want it, of a private one."""
    return _text(_point(_private(key)))


def checked_subscription(given: Mapping[str, str], *, owner: bool, device: str) -> Checked:
    """What a browser gave, as the address of a channel; ``device``: what people call it.

    Raises ``InputError`` with a reason that the page has words for: ``push_unread``,
    ``channel_private``.
    """
    found = Subscription(
        endpoint=given.get("endpoint", ""),
        p256dh=given.get("p256dh", ""),
        auth=given.get("auth", ""),
    )
    host = _host(found.endpoint, owner)
    if not host or not _has_keys(found):
        raise InputError("push_unread")
    if not owner:
        check_public(host)
    return Checked(
        address=PREFIX + msgspec.json.encode(found).decode(),
        service=SERVICE,
        shown=device or host,
    )


def subscription_of(address: str) -> Subscription | None:
    """The subscription that the address of a channel is; None for another kind of channel."""
    if not address.startswith(PREFIX):
        return None
    return msgspec.json.decode(address.removeprefix(PREFIX), type=Subscription)


def push(to: Subscription, notice: Notice, signer: Signer, at: datetime) -> None:
    """Send a message now. Raises ``RefusedError``, ``GoneError`` where the browser is gone."""
    parts = urlsplit(to.endpoint)
    headers = {
        "Authorization": authorization(to.endpoint, signer, at),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(KEPT_FOR.total_seconds())),
        "Topic": _text(sha256(notice.tag.encode()).digest())[:_LETTERS],
        "Urgency": "normal",
    }
    body = sealed(msgspec.json.encode(msgspec.structs.asdict(notice)), to)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    with closing(_connection(parts.scheme, parts.netloc)) as there:
        try:
            there.request("POST", path or "/", body, headers)
            status = there.getresponse().status
        except http.client.HTTPException:
            raise RefusedError("the service did not take the message") from None
    if status in _GONE:
        raise GoneError("the browser takes no more notices")
    if status not in _TAKEN:
        raise RefusedError(f"the server answered with status {status}")


def sealed(text: bytes, to: Subscription) -> bytes:
    """The message that only that browser can read (RFC 8291, one record of RFC 8188)."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    theirs = _bytes(to.p256dh)
    peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
    once = ec.generate_private_key(ec.SECP256R1())
    ours, salt = _point(once), secrets.token_bytes(_SALT)
    shared = once.exchange(ec.ECDH(), peer)
    secret = _derived(shared, _bytes(to.auth), b"WebPush: info\0" + theirs + ours, _SCALAR)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", _AES)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", _NONCE)
    head = salt + _RECORD.to_bytes(4) + bytes((len(ours),)) + ours
    return head + AESGCM(key).encrypt(nonce, text + b"\2", None)


def authorization(endpoint: str, signer: Signer, at: datetime) -> str:
    """The header that says who sends, signed for that push service alone (RFC 8292)."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + _SIGNED_FOR).timestamp()),
        "sub": signer.contact,
    }
    told = ".".join(_text(msgspec.json.encode(one)) for one in (_HEAD, claims))
    private = _private(signer.key)
    numbers = decode_dss_signature(private.sign(told.encode(), ec.ECDSA(SHA256())))
    signature = b"".join(number.to_bytes(_HALF) for number in numbers)
    return f"vapid t={told}.{_text(signature)}, k={_text(_point(private))}"


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def _private(key: str) -> EllipticCurvePrivateKey:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.derive_private_key(int.from_bytes(_bytes(key)), ec.SECP256R1())


def _point(private: EllipticCurvePrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _connection(scheme: str, place: str) -> http.client.HTTPConnection:
    """One that follows no redirect."""
    if scheme == "https":
        checked = ssl.create_default_context()
        return http.client.HTTPSConnection(place, timeout=_TIMEOUT, context=checked)
    return http.client.HTTPConnection(place, timeout=_TIMEOUT)


def _host(endpoint: str, owner: bool) -> str:
    """The host of an address that messages may be sent to; else nothing.

    Push services speak TLS; without it the owner alone reaches this machine.
    """
    try:
        parts = urlsplit(endpoint)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    plain = parts.scheme == "http" and owner and _is_loopback(host)
    written = endpoint.isascii() and endpoint.isprintable() and " " not in endpoint
    if not written or len(endpoint) > LONGEST or parts.username is not None:
        return ""
    return host if parts.scheme == "https" or plain else ""


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _has_keys(found: Subscription) -> bool:
    """Whether the keys are a point of the curve and a secret."""
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        point = _bytes(found.p256dh)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        return len(point) == _POINT and len(_bytes(found.auth)) == _SECRET
    except ValueError:
        return False


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    """Raises ``ValueError`` for what is no base64."""
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
