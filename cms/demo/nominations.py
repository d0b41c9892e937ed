"""Nominations that wait at the desk of a campaign that is open: invented neighbours, each a different matter."""

import base64
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone, translation

from cms.campaigns.models import CampaignPage, EntryPage, Nomination, Procedure
from cms.campaigns.nominations.forms import CONSENT_WORDS, RECORD_WORDS
from cms.campaigns.nominations.models import RECORD
from cms.campaigns.procedures.queries import categories_of
from cms.core.pictures import clean
from cms.demo.library import PICTURES
from cms.intake import consents
from cms.intake.models import Person

LOCALE = "zh-hans"
PICTURE, PICTURE_SAYS = "courtyard-doors.jpg", "小院门口，竹椅一直摆着。"
NAMING, CONSENT, STATE = Nomination.Naming, Nomination.Consent, Nomination.State


class Told(NamedTuple):
    """What somebody told, which of the categories it is for, and how it stands. No one else is named."""

    sender: str
    nominee: str
    kind: str
    category: int
    story: str
    consent: str = CONSENT.GIVEN
    state: str = STATE.SENT
    message: str = ""
    naming: str = NAMING.MASKED


TOLD = (
    Told(
        "陶静",
        "邵兰英",
        EntryPage.Kind.PERSON,
        0,
        "她家院门口常年摆着两把竹椅，谁走累了都能坐。\n楼里有三位独居老人，她每天早上逐家敲门问一声，七年没有断过。",
    ),
    Told(
        "石桥巷缝补铺",
        "石桥巷缝补铺",
        EntryPage.Kind.ORGANISATION,
        1,
        "每月十五免费给七十岁以上的老人改裤脚、换拉链，还教年轻人自己动手。去年一共补了四百多件。",
        naming=NAMING.FULL,
    ),
    Told(
        "任晓东",
        "韩德明",
        EntryPage.Kind.PERSON,
        0,
        "楼道里的灯坏了，他不等报修，自己买灯泡换上。工具箱就放在门口，谁用谁拿，用完放回。",
        consent=CONSENT.AWAITED,
    ),
    Told(
        "顾小满",
        "二号院读书角",
        EntryPage.Kind.GROUP,
        1,
        "几位退休老师轮流值班，放学后孩子们有地方写作业、看书，已经坚持两年。",
        state=STATE.ASKED,
        message="请补充读书角的开放时间，以及由谁负责。",
    ),
)


@transaction.atomic
def load(page: CampaignPage) -> bool:
    """Make them where nobody was nominated yet. Returns whether any were made."""
    procedure = Procedure.objects.filter(pk=page.translation_key).first()
    if procedure is None or procedure.nominations.exists():
        return False
    categories = [each.uid for each in categories_of(procedure)]
    with translation.override(LOCALE):
        for number, told in enumerate(TOLD):
            made = _nomination(procedure, told, categories[told.category % len(categories)], number)
            if not number:
                _picture(made)
    return True


def _nomination(procedure: Procedure, told: Told, category: Any, number: int) -> Nomination:
    """They have no phone: nobody who exists is ever asked or told anything in their place."""
    sent_at = timezone.now() - timedelta(days=len(TOLD) - number, hours=3)
    person = Person.objects.create(name=told.sender)
    consents.settle(person, {RECORD: str(RECORD_WORDS)})
    has_agreed = told.consent == CONSENT.GIVEN
    return Nomination.objects.create(
        procedure=procedure,
        person=person,
        category=category,
        kind=told.kind,
        nominee=told.nominee,
        is_self=told.sender == told.nominee,
        story=told.story,
        naming=told.naming,
        consent=told.consent,
        consent_words=str(CONSENT_WORDS) if has_agreed else "",
        consented_at=sent_at + timedelta(hours=1) if has_agreed else None,
        state=told.state,
        message=told.message,
        form=f"demonstration {number}",
        locale=LOCALE,
        sent_at=sent_at,
        changed_at=sent_at,
    )


def _picture(nomination: Nomination) -> None:
    picture = clean((PICTURES / PICTURE).read_bytes(), longest=800)
    nomination.pictures.create(
        person_id=nomination.person_id,
        description=PICTURE_SAYS,
        extension=picture.extension,
        content=base64.b64encode(picture.content).decode(),
        may_be_shown=True,
    )
