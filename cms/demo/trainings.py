"""What volunteers of the demonstration learn before certain shifts, and when it is taught."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from cms.core.models import Organisation
from cms.volunteers.models import Training
from cms.volunteers.services import trainings

SPACE = UUID("6c696e6c-6900-4000-8000-747261696e00")
# By the name that a shift has: Chinese, English, months, issuer, days from today on, place in Chinese and English.
KNOWN = {
    "water": (
        ("水质检测与涉水安全", "Testing water, and safety near it"),
        12,
        "liuxi-street",
        (4, 9),
        ("柳荫社区二楼活动室", "Common room of Liuyin Community"),
    ),
}


def training(name: str) -> Training:
    """A training with its dates; one that is there stays as it is."""
    (zh, en), months, issuer, days, (place_zh, place_en) = KNOWN[name]
    known = Training.objects.filter(uid=uuid5(SPACE, name)).first()
    if known:
        return known
    body = Organisation.objects.get(slug=issuer)
    made = Training(uid=uuid5(SPACE, name), name_zh=zh, name_en=en, months=months, issuer=body)
    trainings.save(made)
    for day in days:
        at = datetime.combine(timezone.localdate() + timedelta(days=day), time(19))
        start = timezone.make_aware(at)
        told = trainings.Date(start, start + timedelta(hours=1, minutes=30), 16, place_zh, place_en)
        trainings.hold(made, told)
    return made
