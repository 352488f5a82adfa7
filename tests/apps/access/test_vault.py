"""Sealed columns and personal links."""

import hmac

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from goldenthread.access import vault


@given(st.text())
def test_what_was_sealed_is_read_again(text: str) -> None:
    assert vault.unseal(vault.seal(text, purpose="note"), purpose="note") == text


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert vault.seal("a", purpose="note") != vault.seal("a", purpose="note")


def test_a_seal_for_one_purpose_does_not_open_for_another() -> None:
    with pytest.raises(InvalidTag):
        vault.unseal(vault.seal("a", purpose="note"), purpose="phone")


def test_a_changed_seal_does_not_open() -> None:
    sealed = bytearray(vault.seal("a", purpose="note"))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        vault.unseal(bytes(sealed), purpose="note")


def test_another_key_does_not_open(settings: Settings) -> None:
    sealed = vault.seal("a", purpose="note")
    settings.SECRET_KEY = "another"
    with pytest.raises(InvalidTag):
        vault.unseal(sealed, purpose="note")


def test_a_digest_depends_on_text_and_purpose() -> None:
    digest = vault.digest("a", purpose="note")
    assert digest == vault.digest("a", purpose="note")
    assert digest not in {vault.digest("b", purpose="note"), vault.digest("a", purpose="phone")}


def test_a_genuine_token_leads_to_its_subject() -> None:
    token = vault.link_token("invitation", 42, nonce="n")
    assert vault.subject_of_token("invitation", token, nonce="n") == 42


@pytest.mark.parametrize(
    "token",
    [
        vault.link_token("place", 42, nonce="n"),
        vault.link_token("invitation", 42, nonce="older"),
        vault.link_token("invitation", 42),
        vault.link_token("invitation", 42, nonce="n")[:-1],
        vault.link_token("invitation", 42, nonce="n") + "A",
        vault.link_token("invitation", 42, nonce="n").replace("42-", "43-"),
        "42-",
        "42",
        "-",
        "",
        "x-y",
        "42-é",
        "²-",
        "9" * 30 + "-",
    ],
)
def test_a_token_of_another_kind_nonce_or_number_leads_nowhere(token: str) -> None:
    assert vault.subject_of_token("invitation", token, nonce="n") is None


def test_tokens_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[bytes] = []
    genuine = hmac.compare_digest

    def compare(a: bytes, b: bytes) -> bool:
        compared.append(b)
        return genuine(a, b)

    monkeypatch.setattr(vault.hmac, "compare_digest", compare)
    vault.subject_of_token("invitation", "42-guess")
    assert compared == [b"42-guess"]


@given(st.integers(min_value=0, max_value=10**18 - 1), st.text(max_size=40))
def test_every_token_is_fit_for_an_address(subject: int, nonce: str) -> None:
    token = vault.link_token("invitation", subject, nonce=nonce)
    assert all(c.isalnum() or c in "-_" for c in token)
    assert vault.subject_of_token("invitation", token, nonce=nonce) == subject
