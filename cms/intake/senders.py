"""How a code or a message comes to a phone: by what CODE_SENDER says.

"console" writes it where the program writes (for trying things out), "https://…" posts it to a gateway as JSON,
"mailto:{phone}@sms.example.org" sends it as an e-mail to one.
"""

import logging
from collections.abc import Iterable
from functools import partial
from smtplib import SMTPException

import urllib3
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from cms.core.models import SiteSettings
from cms.intake.rules import masked_phone

PATIENCE = 5.0  # seconds for a gateway

logger = logging.getLogger(__name__)


class NotSentError(Exception):
    """The code is not on its way. The message is for the log and names nobody."""


def send(phone: str, code: str, locale: str) -> None:
    """Send a code with some words in the language that is spoken now. Raises NotSentError."""
    name = SiteSettings.load().said("name", locale)
    words = _("%(site)s: your code is %(code)s, valid for ten minutes. Nobody of us will ask you for it.")
    _send(phone, words % {"site": name, "code": code}, code)


def tell_after_commit(messages: Iterable[tuple[str, str]]) -> None:
    """Send messages, (phone, text), when what they tell of is in the database. One that doesn't arrive is logged; who
    has no number (any more) is told nothing.
    """
    for phone, text in messages:
        if phone:
            transaction.on_commit(partial(_tell, phone, text), robust=True)


def _tell(phone: str, text: str) -> None:
    try:
        _send(phone, text)
    except NotSentError as error:
        logger.warning("a message to %s: %s", masked_phone(phone), error)


def _send(phone: str, text: str, code: str = "") -> None:
    way = settings.CODE_SENDER
    if way == "console":
        logger.warning("%s %s: %s", "code for" if code else "message to", masked_phone(phone), code or text)
    elif way.startswith("mailto:"):
        _mail(way.removeprefix("mailto:").replace("{phone}", phone), phone, text)
    else:
        _post(way, {"phone": phone, "code": code, "text": text})


def _post(url: str, data: dict[str, str]) -> None:
    headers = {"Authorization": f"Bearer {settings.CODE_SENDER_TOKEN}"} if settings.CODE_SENDER_TOKEN else {}
    try:
        answer = urllib3.request(
            "POST", url, json=data, headers=headers, timeout=PATIENCE, retries=False, redirect=False
        )
    except urllib3.exceptions.HTTPError as error:
        raise NotSentError(f"the gateway for codes does not answer ({type(error).__name__})") from error
    if answer.status >= 300:
        raise NotSentError(f"the gateway for codes answers {answer.status}")


def _mail(address: str, phone: str, text: str) -> None:
    try:
        EmailMessage(subject=phone, body=text, to=[address]).send()
    except (OSError, SMTPException) as error:
        raise NotSentError(f"the mail with a code was not taken ({type(error).__name__})") from error
