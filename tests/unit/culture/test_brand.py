"""A brand as a document."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.blocks import StructBlockValidationError

from cms.core.documents import PublishedDocument, sources_of
from cms.core.models import Attachment, Image
from cms.culture.blocks import SoundBlock, VideoBlock
from cms.culture.models import Activity, BrandPage, Person
from tests import factories

pytestmark = pytest.mark.django_db
START = datetime(2026, 2, 10, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def picture(size=(90, 60), **fields):
    data = io.BytesIO()
    Pillow.new("RGB", size, "#1f4d47").save(data, "PNG")
    image = Image.objects.create(
        **{"title": "灯", "description": "灯巷", **fields}, file=ImageFile(data, name="灯.png")
    )
    image.file.close()
    return image


def attachment(name):
    made = Attachment(title=name)
    made.file.save(name, ContentFile(b"bytes"))
    made.file.close()
    return made


def agreed(name="陶砚田", **fields):
    return Person(name=name, has_agreed=True, agreed_by=name, agreed_on=date(2026, 1, 5), **fields)


def test_the_document_of_a_brand():
    plan = factories.plan(tasks=["办灯会", "修灯巷"])
    brand = factories.brand(
        slogan="一巷灯，一家亲",
        founded="2016",
        accent="#C2185B",
        values=[("value", {"title": "守望", "text": "邻里互相照看。"})],
        body=[("text", "<p>从一盏灯开始。</p>")],
        activities=[Activity(title="灯会", starts_at=START, place="灯巷")],
        timeline=[("milestone", {"when": "2016", "text": "第一盏灯。"})],
        fulfils=plan,
        fulfils_anchor="task-2",
    )
    document = brand.to_document(now=START - timedelta(days=1))
    assert PublishedDocument.from_json(document.to_json()) == document
    told = document.detail
    assert (told["slogan"], told["founded"], told["accent"]) == ("一巷灯，一家亲", "2016", "#c2185b")
    assert told["values"] == [{"kind": "value", "title": "守望", "text": "邻里互相照看。"}]
    assert told["timeline"] == [{"kind": "milestone", "when": "2016", "text": "第一盏灯。"}]
    activity = {name: value for name, value in told["activities"][0].items() if name != "id"}
    assert activity == {
        "anchor": "activity-1",
        "title": "灯会",
        "starts_at": "2026-02-10T18:00:00+08:00",
        "ends_at": None,
        "place": "灯巷",
        "is_over": False,
    }
    assert told["fulfils"] == {"key": plan.key, "anchor": "task-2"}
    assert document.relations == [{"kind": "fulfils", "key": plan.key}]
    assert document.card["extra"] == {
        "slogan": "一巷灯，一家亲",
        "accent": "#c2185b",
        "fulfils_task": "task-2",
        "next_activity": {"title": "灯会", "starts_at": "2026-02-10T18:00:00+08:00", "place": "灯巷"},
    }
    assert document.text.splitlines() == [
        "从一盏灯开始。",
        "一巷灯，一家亲",
        "守望 邻里互相照看。",
        "2016 第一盏灯。",
        "灯会 灯巷",
    ]


class TestPeople:
    def test_only_those_who_agreed_are_in_the_document_and_in_search(self):
        brand = factories.brand(people=[agreed(role="裱糊匠"), Person(name="苏桂枝", text="三十年")])
        document = brand.to_document()
        assert document.detail["people"] == [
            {"name": "陶砚田", "role": "裱糊匠", "text": "", "picture": None}
        ]
        assert "苏桂枝" not in document.to_json().decode()

    def test_the_consent_itself_is_never_public(self, client):
        brand = factories.brand(
            people=[Person(name="小灯", has_agreed=True, agreed_by="她的母亲", agreed_on=date(2026, 1, 5))]
        )
        assert "她的母亲" not in brand.to_document().to_json().decode()
        for address in (f"/api/documents/{brand.key}/", f"/api/v2/pages/{brand.pk}/"):
            assert "她的母亲" not in client.get(address).content.decode()

    def test_the_form_asks_who_gave_it_and_when(self):
        for missing in ("agreed_by", "agreed_on"):
            person = agreed()
            setattr(person, missing, "" if missing == "agreed_by" else None)
            with pytest.raises(ValidationError) as refused:
                person.clean()
            assert list(refused.value.message_dict) == [missing]

    def test_the_database_keeps_no_consent_without_it(self):
        brand = factories.brand(people=[agreed()])
        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.filter(brand=brand).update(agreed_by="")

    def test_a_consent_that_is_taken_back_takes_the_person_down(self):
        brand = factories.brand(people=[agreed()])
        person = brand.people.get()
        person.has_agreed = False
        brand.people = [person]
        assert factories.publish(brand).to_document().detail["people"] == []


class TestRecordings:
    def form(self, block, **value):
        return block.clean(block.to_python({"title": "灯", "text": "", "href": "", **value}))

    @pytest.mark.parametrize(("block", "name"), [(VideoBlock(), "灯.mp4"), (SoundBlock(), "灯.wav")])
    def test_a_file_of_ours_or_a_link(self, block, name):
        file = attachment(name)
        assert block.public_form(self.form(block, file=file.pk))["file"]["url"].startswith("/files/")
        for wrong in ({}, {"file": file.pk, "href": "https://example.org/1"}):
            with pytest.raises(StructBlockValidationError):
                self.form(block, **wrong)

    def test_a_file_that_is_no_video_and_captions_that_are_none_are_refused(self):
        text = attachment("灯.pdf")
        for wrong in ({"file": text.pk}, {"href": "https://example.org/1", "captions": text.pk}):
            with pytest.raises(StructBlockValidationError):
                self.form(VideoBlock(), **wrong)


class TestActivities:
    def test_one_keeps_its_name_when_others_come_and_go(self):
        brand = factories.brand(
            activities=[
                Activity(title=title, starts_at=START + timedelta(days=day))
                for day, title in enumerate("甲乙")
            ]
        )
        brand.activities = [activity for activity in brand.activities.all() if activity.title == "乙"]
        brand.activities.add(Activity(title="丙", starts_at=START))
        told = factories.publish(brand).to_document().detail["activities"]
        assert [(activity["title"], activity["anchor"]) for activity in told] == [
            ("丙", "activity-3"),
            ("乙", "activity-2"),
        ]

    def test_one_is_over_when_it_ends_and_the_clock_says_so(self):
        end = START + timedelta(hours=2)
        brand = factories.brand(activities=[Activity(title="灯会", starts_at=START, ends_at=end)])
        assert brand.moments() == [end]
        over = [
            brand.to_document(now=now).detail["activities"][0]["is_over"]
            for now in (end - timedelta(seconds=1), end)
        ]
        assert over == [False, True]

    def test_one_does_not_end_before_it_starts(self):
        activity = Activity(title="灯会", starts_at=START, ends_at=START - timedelta(days=1))
        with pytest.raises(ValidationError) as refused:
            activity.clean()
        assert list(refused.value.message_dict) == ["ends_at"]


def test_a_translation_offers_to_take_part_on_pages_of_its_own_language():
    chinese = factories.recruitment("讲解员")
    english = chinese.copy_for_translation(factories.home("en").locale, copy_parents=True)
    brand = factories.brand(take_part=[("page", chinese)])
    translated = brand.copy_for_translation(english.locale, copy_parents=True)
    assert brand.to_document().detail["take_part"] == [chinese.key]
    assert translated.to_document().detail["take_part"] == [english.key]


def test_the_large_picture_is_cut_for_screens_and_telephones():
    image = picture(
        (2000, 1500), focal_point_x=500, focal_point_y=400, focal_point_width=10, focal_point_height=10
    )
    document = factories.brand(cover=image).to_document()
    crops = document.detail["cover"]["crops"]
    assert {name: (crop["width"], crop["height"]) for name, crop in crops.items()} == {
        "wide": (1600, 800),
        "tall": (960, 1200),
    }
    assert {kind for kind, _source in sources_of(document.detail["cover"])} == {"webp", "jpeg"}
    assert len(document.card["image"]["blur"]) == 36
    assert "crops" not in document.card["image"]


def test_publishing_one_with_everything_asks_as_often_for_many_as_for_few():
    image, page = picture(), factories.recruitment()

    def asked(times):
        brand = factories.brand(
            f"灯巷{times}",
            cover=image,
            people=[agreed(f"甲{number}", picture=image) for number in range(times)],
            gallery=[("picture", {"image": image, "alt": "灯", "caption": ""})] * times,
            heritage=[("item", {"title": "灯", "recognised": "", "text": "", "image": image})] * times,
            take_part=[("page", page)] * times,
            activities=[Activity(title="灯会", starts_at=timezone.now()) for _number in range(times)],
        )
        fresh = BrandPage.objects.get(pk=brand.pk)
        with CaptureQueriesContext(connection) as queries:
            fresh.to_document()
        return len(queries)

    assert asked(5) <= asked(2)


def test_a_brand_outlives_the_plan_it_fulfils():
    plan = factories.plan()
    brand = factories.brand(fulfils=plan, fulfils_anchor="task-1")
    plan.delete()
    document = BrandPage.objects.get(pk=brand.pk).to_document()
    assert (document.detail["fulfils"], document.relations) == (None, [])


def refusal(**fields) -> dict[str, list[str]]:
    brand = factories.brand(live=False)
    for name, value in fields.items():
        setattr(brand, name, value)
    with pytest.raises(ValidationError) as refused:
        factories.publish(brand)
    return refused.value.message_dict


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345g"])
def test_a_colour_that_is_none_is_refused(colour):
    assert list(refusal(accent=colour)) == ["accent"]


def test_a_task_of_no_plan_is_refused():
    assert list(refusal(fulfils_anchor="task-1")) == ["fulfils"]


def test_only_a_plan_can_be_fulfilled():
    assert list(refusal(fulfils=factories.notice())) == ["fulfils"]


def test_a_task_that_the_plan_does_not_have_is_refused():
    told = refusal(fulfils=factories.plan(tasks=["一", "二"]), fulfils_anchor="task-3")
    assert list(told) == ["fulfils_anchor"]
