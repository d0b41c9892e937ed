"""Residents at their browsers: they prove a phone, fill in forms, and read what comes back."""

import re
import time
from datetime import UTC, datetime, timedelta
from unittest import mock

from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client

from cms.intake import protection
from cms.intake.models import Code
from cms.intake.views import PhoneForm
from cms.volunteers.forms import SignUpForm
from cms.volunteers.models import RecruitmentPage, Shift
from tests import factories

SIGN_UP = {"name": "李秀英", "birth_year": "1958", "meets": "on", "record": "on"}


def ticket_of(rule: protection.Rule, *, seconds: float) -> str:
    """A ticket of a form that was shown so many seconds ago."""
    then = time.time() - seconds
    with mock.patch.object(time, "time", return_value=then):
        return protection.new_ticket(rule)


class Resident:
    """Somebody with a phone, which codes reach as e-mails: the test says so by CODE_SENDER."""

    def __init__(self, phone: str = "13800138000", segment: str = "zh") -> None:
        self.phone, self.segment, self.client = phone, segment, Client()

    def prove(self, onward: str = "") -> str:
        """Have a code sent and type it. Returns the address that this leads to."""
        Code.objects.update(sent_at=datetime(2026, 1, 1, tzinfo=UTC))  # nobody waits a minute here
        ticket = ticket_of(PhoneForm.rule, seconds=10)
        sent = self.post("phone/", phone=self.phone, ticket=ticket, next=onward)
        assert sent.status_code == 302, page_text(sent)
        code = re.search(r"\d{6}", mail.outbox[-1].body)[0]
        return self.post("code/", code=code).headers["Location"]

    def sign_up(self, page: RecruitmentPage, *shifts: Shift, **fields: str):
        """Send the form of a recruitment, for all its shifts unless some are named."""
        chosen = [str(shift.uid) for shift in shifts or page.shifts.all()]
        ticket = ticket_of(SignUpForm.rule, seconds=10)
        return self.post(f"sign-up/{page.pk}/", **{**SIGN_UP, "shifts": chosen, "ticket": ticket, **fields})

    def get(self, path: str):
        return self.client.get(f"/{self.segment}/my/{path}")

    def post(self, path: str, **fields):
        return self.client.post(f"/{self.segment}/my/{path}", fields)

    def service(self) -> str:
        """What “my service” says."""
        return page_text(self.get("service/"))


def page_text(response) -> str:
    """The words of a page's main part, on one line."""
    main = BeautifulSoup(response.content, "html.parser").main
    return " ".join(main.get_text(" ").split())


def errors(response) -> dict[str, str]:
    """{field's name: the message beside it}"""
    soup = BeautifulSoup(response.content, "html.parser")
    return {
        each.find_parent(class_="field").find(["input", "textarea", "select"])["name"]: each.get_text()
        for each in soup.select(".field-error")
    }


def recruitment(places: int = 1, shifts: int = 1, **fields) -> RecruitmentPage:
    """A public recruitment with shifts of two hours on the days from tomorrow on."""
    start = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    made = [
        Shift(
            starts_at=start + timedelta(days=day), ends_at=start + timedelta(days=day, hours=2), places=places
        )
        for day in range(shifts)
    ]
    return factories.recruitment(shifts=made, **fields)
