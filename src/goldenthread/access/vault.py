"""Encrypts single columns: contact data and notes that few may read. AES-GCM, key by purpose."""

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = b"\x01"
NONCE_BYTES = 12
MOST_DIGITS = 18


def _key(purpose: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), purpose.encode(), hashlib.sha256).digest()


def seal(text: str, *, purpose: str) -> bytes:
    """Encrypt a text for one purpose; version byte, nonce, ciphertext with its tag."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_key(purpose)).encrypt(nonce, text.encode(), purpose.encode())
    return VERSION + nonce + sealed


def unseal(sealed: bytes, *, purpose: str) -> str:
    """Decrypt what `seal` made for the same purpose. Raises InvalidTag for anything else."""
    raw = bytes(sealed)
    nonce, body = raw[1 : 1 + NONCE_BYTES], raw[1 + NONCE_BYTES :]
    return AESGCM(_key(purpose)).decrypt(nonce, body, purpose.encode()).decode()


def digest(text: str, *, purpose: str) -> str:
    """A keyed digest: finds a row by a secret without keeping the secret."""
    return hmac.new(_key(purpose), text.encode(), hashlib.sha256).hexdigest()


def link_token(kind: str, subject_id: int, *, nonce: str = "") -> str:
    """A personal link's token, made again from the key whenever a message is sent."""
    text = f"{kind}:{subject_id}:{nonce}"
    mac = hmac.new(_key("personal-link"), text.encode(), hashlib.sha256).digest()[:18]
    return f"{subject_id}-{base64.urlsafe_b64encode(mac).decode()}"


def subject_of_token(kind: str, token: str, *, nonce: str = "") -> int | None:
    """The subject's id when the token is genuine, else None. Compared in constant time."""
    subject_id = number_in(token)
    if subject_id is None:
        return None
    genuine = link_token(kind, subject_id, nonce=nonce)
    return subject_id if hmac.compare_digest(genuine.encode(), token.encode()) else None


def number_in(token: str) -> int | None:
    """The number a token begins with, genuine or not; a row may be looked up with it."""
    head = token.partition("-")[0]
    if not (head.isascii() and head.isdigit() and len(head) <= MOST_DIGITS):
        return None
    return int(head)
