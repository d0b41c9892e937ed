"""Numbers and addresses of people: how they are written, and how they are shown to those who need not know them."""

import re
import unicodedata

MOBILE = re.compile(r"1[3-9]\d{9}")
JOINING = re.compile(r"[\s\-‐-―.()（）]+")
COUNTRY = re.compile(r"^(?:\+|00)?86(?=1\d{10}$)")
IN_TEXT = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)|([\w.+-])[\w.+-]*@([\w-]+\.[\w.-]+)")


def normal_phone(written: str) -> str:
    """A mainland mobile number as eleven digits, however it was written; "" for what is none."""
    digits = COUNTRY.sub("", JOINING.sub("", unicodedata.normalize("NFKC", written)))
    return digits if MOBILE.fullmatch(digits) else ""


def masked_phone(phone: str) -> str:
    """138****1234"""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 11 else "****" if phone else ""


def masked_email(email: str) -> str:
    """w***@example.org"""
    name, at, domain = email.partition("@")
    return f"{name[:1]}***@{domain}" if at else ""


def masked_name(name: str) -> str:
    """The family name, or what stands in its place: 李**, W***."""
    return f"{name[:1]}{'*' * min(len(name) - 1, 3)}" if name else ""


def masked_text(text: str) -> str:
    """A text in which no mobile number and no e-mail address can be read."""
    return IN_TEXT.sub(
        lambda found: f"{found[1]}****{found[2]}" if found[1] else f"{found[3]}***@{found[4]}", text
    )
