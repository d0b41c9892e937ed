"""What staff are told of their content."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from cms.campaigns.models import Candidate, Stage
from cms.core.models import Attachment, Image
from cms.culture.models import Person
from cms.discovery import attachment_texts
from cms.health.findings import all_findings
from cms.health.personal import WEIGHTS, is_card_number, is_identity_number, masked, personal_numbers
from cms.publishing.models import Receipt
from cms.publishing.services import refresh_all
from tests import factories

STAGES = (("nomination", 1), ("publicity_period", 30))  # and the day that each begins on, from now


def picture_file() -> ImageFile:
    data = BytesIO()
    Pillow.new("RGB", (90, 60)).save(data, "PNG")
    return ImageFile(data, name="a.png")


BODY17 = st.builds(
    "{}19{:02}{:02}{:02}{:03}".format,
    st.integers(110000, 659999),
    st.integers(0, 99),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 999),
)


def with_check_digit(body):
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


@given(BODY17, st.sampled_from(["", "号码", "：", " "]))
def test_every_valid_identity_number_is_found_and_masked(body, before):
    number = with_check_digit(body)
    found = list(personal_numbers(f"{before}{number}。"))
    assert found[0] == ("identity", f"{number[:3]}{'*' * 12}{number[-3:]}")


@given(BODY17, st.integers(1, 10))
def test_a_wrong_check_digit_is_no_identity_number(body, shift):
    number = with_check_digit(body)
    wrong = "10X98765432"[("10X98765432".index(number[17]) + shift) % 11]
    assert not is_identity_number(number[:17] + wrong)


@pytest.mark.parametrize("number", ["4111111111111111", "6222020000000000001"])
def test_card_numbers_by_luhn(number):
    digits = number[:-1]
    right = next(str(d) for d in range(10) if is_card_number(f"{digits}{d}"))
    assert ("card", masked(digits + right)) in list(personal_numbers(f"卡号{digits}{right}"))


def test_mobile_numbers_with_and_without_spaces_but_no_landlines():
    found = [
        number for _kind, number in personal_numbers("致电13800001234或 138 0000 1234，座机 0000-1000100")
    ]
    assert found == ["138****1234", "138****1234"]


@pytest.mark.django_db
class TestFindings:
    @pytest.fixture(autouse=True)
    def _documents(self):
        refresh_all()

    def codes(self, page):
        return {finding.code for finding in all_findings() if finding.key == page.key}

    def test_a_personal_number_in_a_public_page_is_an_error(self):
        notice = factories.notice(body=[("text", "<p>联系13800001234。</p>")])
        assert "personal_number" in self.codes(notice)

    def test_a_personal_number_is_told_before_the_draft_is_published(self):
        notice = factories.notice(body=[("text", "<p>联系13800001234。</p>")], live=False)
        assert self.codes(notice) == {"personal_number_in_draft"}

    def test_a_personal_number_in_an_attached_file_or_in_words_about_a_picture_is_an_error(
        self, settings, tmp_path
    ):
        settings.MEDIA_ROOT = tmp_path
        attachment = Attachment(title="名单")
        attachment.file.save("list.txt", ContentFile("王某 13800001234".encode()), save=True)
        notice = factories.notice(body=[("attachment", attachment)])
        list(attachment_texts.parts(notice.to_document()))
        attachment_texts.read_waiting()
        assert "personal_number_in_file" in self.codes(notice)
        assert not any("13800001234" in finding.message for finding in all_findings())
        page = factories.entry("花婆婆", factories.campaign())
        assert "personal_number" not in self.codes(page)
        image = Image.objects.create(title="楼道", file=picture_file())
        shown = {"image": image, "alt": "楼道", "decorative": False, "caption": "找她请拨13800001234"}
        page.gallery = [("picture", shown)]
        assert "personal_number" in self.codes(factories.publish(page))

    def test_a_campaign_is_told_what_is_doubtful_about_its_calendar_until_it_is_over(self):
        now = timezone.now()
        days = [
            (kind, now + timedelta(days=first), now + timedelta(days=first + 1)) for kind, first in STAGES
        ]
        stages = [Stage(kind=kind, title="", starts_at=start, ends_at=end) for kind, start, end in days]
        page = factories.campaign(stages=stages)
        told = [finding.message for finding in all_findings() if finding.code == "campaign_calendar"]
        assert any("公示" in message for message in told)
        assert len(told) >= 2
        back = timedelta(days=40)
        Stage.objects.update(starts_at=F("starts_at") - back, ends_at=F("ends_at") - back)
        assert "campaign_calendar" not in self.codes(page)

    def test_a_link_to_what_was_taken_down_is_dead(self):
        other = factories.notice("另一则")
        notice = factories.notice(body=[("text", f'<p><a linktype="page" id="{other.pk}">见此</a></p>')])
        assert "dead_link" not in self.codes(notice)
        other.unpublish()
        assert "dead_link" in self.codes(notice)

    def test_blank_and_stale_sections(self):
        section = factories.section("空栏目")
        assert "blank_section" in self.codes(section)
        factories.notice(parent=section, dated=timezone.now() - timedelta(days=20))
        assert "stale_section" in self.codes(section)
        factories.notice(parent=section)
        assert not self.codes(section) & {"blank_section", "stale_section"}

    def test_an_election_is_told_of_its_list_its_places_and_its_result_and_of_numbers_of_candidates(self):
        day = timezone.localdate()
        late = {"list_from": day - timedelta(days=9), "election_day": day + timedelta(days=9)}
        page = factories.election(candidates=[Candidate(name="陈禾", text="电话13800001234")], **late)
        assert {"election_list", "election_polls", "personal_number"} <= self.codes(page)
        page.list_from, page.candidates = day - timedelta(days=11), []
        page = factories.publish(page)
        assert not {"election_list", "personal_number"} & self.codes(page)
        page.election_day = day - timedelta(days=4)
        page = factories.publish(page)
        assert "election_result" in self.codes(page)
        page.result_on = day
        factories.publish(page)
        assert "election_result" not in self.codes(page)

    def test_a_brand_is_told_of_people_without_consent_and_of_recordings_without_words(self):
        mute = {"title": "灯会", "file": None, "href": "https://example.org/1", "text": ""}
        brand = factories.brand(recordings=[("sound", mute)], people=[Person(name="苏桂枝")])
        assert {"recording_without_words", "person_without_consent"} <= self.codes(brand)
        assert not any("苏桂枝" in finding.message for finding in all_findings())
        brand.recordings = [("sound", mute | {"text": "一段小调。"})]
        brand.people = []
        brand = factories.publish(brand)
        assert not {"recording_without_words", "person_without_consent"} & self.codes(brand)

    def test_a_picture_that_only_its_file_s_name_describes_is_told(self, tmp_path, settings):
        settings.MEDIA_ROOT = tmp_path
        image = Image.objects.create(title="IMG_0001", file=picture_file())
        image.file.close()
        brand = factories.brand(cover=image)
        assert "image_described_by_name" in self.codes(brand)
        image.description = "入夜的灯巷"
        image.save()
        factories.publish(brand)
        assert "image_described_by_name" not in self.codes(brand)

    def test_a_page_in_one_language_only_is_told(self):
        assert "no_translation" in self.codes(factories.notice())

    def test_a_page_whose_public_address_answers_wrongly_is_told(self):
        notice = factories.notice()
        assert "not_verified" not in self.codes(notice)
        Receipt.objects.filter(page=notice.pk).update(
            state="failed", reason="differs", detail="zh/index.html"
        )
        assert "not_verified" in self.codes(notice)

    def test_the_command_gives_them_as_json(self, capsys):
        notice = factories.notice(body=[("text", "<p>联系13800001234。</p>")])
        call_command("check_content", "--json")
        told = json.loads(capsys.readouterr().out)
        assert told["errors"] >= 1
        assert {finding["key"] for finding in told["findings"]} >= {notice.key}
