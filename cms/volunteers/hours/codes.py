"""Codes by which people are noted as there: one that is shown at the place, one that a volunteer shows."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from cms.core.base_path import whole
from cms.core.languages import LANGUAGES
from cms.volunteers.people import Volunteer
from cms.volunteers.places import Roster

CARD = re.compile(r"(\d{1,12})-([0-9a-f]{16})")


def code_at(roster: Roster) -> str:
    """The six digits that are shown where a shift takes place. They are of this shift alone."""
    return f"{int(_mac('place', roster.pk), 16) % 10**6:06}"


def is_code_at(roster: Roster, typed: str) -> bool:
    """Whether somebody typed what is shown at the place."""
    return constant_time_compare(code_at(roster).encode(), "".join(typed.split()).encode())


def place_address(roster: Roster, locale: str) -> str:
    """What the QR code at the place leads to, in a resident's browser."""
    return whole(reverse("my_place_code", args=[LANGUAGES[locale].segment, roster.pk, code_at(roster)]))


def card_address(volunteer: Volunteer) -> str:
    """What a volunteer's own QR code leads to, in a coordinator's browser. It tells nothing of the person."""
    return whole(reverse("volunteers_card", args=[card_of(volunteer)]), settings.WAGTAILADMIN_BASE_URL)


def card_of(volunteer: Volunteer) -> str:
    return f"{volunteer.pk}-{_mac('card', volunteer.pk)[:16]}"


def holder_of(card: str) -> int | None:
    """The key of the volunteer whose card it is."""
    found = CARD.fullmatch(card)
    if not found:
        return None
    right = _mac("card", found[1])[:16]
    return int(found[1]) if constant_time_compare(found[2], right) else None


def _mac(use: str, value: object) -> str:
    return salted_hmac(f"cms.volunteers.hours.{use}", str(value), algorithm="sha256").hexdigest()
