"""Campaigns that ask for nominations, residents who send them, and nominees who answer."""

import io
import re
from datetime import timedelta

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from cms.campaigns.models import CampaignPage, Nomination, Stage
from cms.campaigns.nominations.forms import NominationForm
from tests import factories
from tests.support.residents import Resident, ticket_of

STORY = "她十年来每天清扫楼道，照看三位独居老人，还把院子种满了花。邻居们都叫她花婆婆，谁家有事都先想到她。"
TOLD = {
    "whom": "other",
    "kind": "person",
    "nominee": "王秀兰",
    "nominee_phone": "13900139000",
    "story": STORY,
    "naming": "masked",
    "name": "李强",
    "record": "on",
}
MYSELF = {**TOLD, "whom": "self", "nominee": "", "nominee_phone": "", "publish": "on"}


def nominating(title: str = "最美邻里评选", **fields) -> CampaignPage:
    """A public campaign whose nominations are open since an hour."""
    start = timezone.now() - timedelta(hours=1)
    stage = Stage(kind="nomination", title="报名", starts_at=start, ends_at=start + timedelta(days=3))
    return factories.campaign(title, stages=[stage], **fields)


def proved(phone: str = "13800138000", segment: str = "zh") -> Resident:
    resident = Resident(phone, segment)
    resident.prove()
    return resident


def send(resident: Resident, page: CampaignPage, **fields):
    """Send the form of a campaign."""
    ticket = ticket_of(NominationForm.rule, seconds=10)
    return resident.post(f"nominate/{page.pk}/", **{**TOLD, "ticket": ticket, **fields})


def add_picture(resident: Resident, nomination: Nomination, content: bytes | None = None, **fields):
    """Add a picture to a nomination, by default one of a telephone, with the place where it was taken."""
    file = SimpleUploadedFile("院子.jpg", located() if content is None else content, "image/jpeg")
    told = {"add": "", "picture": file, "description": "开满花的院子", "agreed": "on", **fields}
    return resident.post(f"nominations/{nomination.pk}/", **told)


def located() -> bytes:
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (39.0, 54.0, 27.0)
    data = io.BytesIO()
    Image.new("RGB", (320, 240), "green").save(data, "JPEG", exif=exif)
    return data.getvalue()


def invitation() -> str:
    """The path of the link in the last message, below the language's own pages."""
    return re.search(r"/(consent/[\w-]+/)", mail.outbox[-1].body)[1]


def agree(segment: str = "zh", **fields) -> None:
    """Answer as the nominee, whose phone got the last message."""
    nominee, path = Resident(segment=segment), invitation()
    told = {"agree": "", "agreed": "on", "naming": "masked", **fields}
    assert nominee.post(path, **told).status_code == 302
