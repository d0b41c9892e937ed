"""Workbooks of volunteers: out with the fields of the record, in all or not at all."""

import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from cms.core.workbooks import SheetError
from cms.intake.models import Access, Person
from cms.volunteers.hours import services as hours
from cms.volunteers.models import Application, Roster, Volunteer
from cms.volunteers.sheets.importing import bring
from tests import factories
from tests.support.residents import Resident, recruitment

pytestmark = pytest.mark.django_db
HEAD = ["姓名", "出生年份", "手机号码", "特长", "同意登记"]


@pytest.fixture
def chief(client):
    user = factories.administrator()
    client.force_login(user)
    return user


@pytest.fixture
def roster():
    return Roster.objects.get(pk=recruitment(places=2, minimum_age=18).shifts.get().uid)


def book(*rows, head=HEAD) -> bytes:
    made = Workbook()
    for row in (head, *rows):
        made.active.append(list(row))
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def refused(data: bytes, roster: Roster, by) -> list[str]:
    with pytest.raises(SheetError) as raised:
        bring(data, roster, by)
    assert not Application.objects.exists()
    assert not Person.objects.exists()
    return raised.value.lines


def test_a_list_on_paper_comes_onto_the_shift_and_a_second_time_changes_nothing(client, chief, roster):
    data = book(
        ["李秀英", 1958, 13800138000, "急救，烹饪", "是"], [], ["王芳", "1960", "137 0013 7000", "", "√"]
    )
    address = reverse("volunteers_shift_workbook", args=[roster.pk])
    for _time in range(2):
        file = SimpleUploadedFile("list.xlsx", data)
        assert client.post(address, {"file": file}).status_code == 302
    assert [each.state for each in Application.objects.all()] == ["confirmed", "confirmed"]
    assert Volunteer.objects.order_by("pk").first().abilities == ["first_aid", "cooking"]
    third = book(["赵敏", 1970, 13600136000, "", "是"])
    bring(third, roster, chief)
    assert Application.objects.latest("pk").state == "waiting"


def test_what_is_wrong_is_told_cell_by_cell_and_nothing_is_done(client, chief, roster):
    rows = (
        ["李秀英", 1958, 13800138000, "急救", "是"],
        ["王芳", 58, "12345", "飞行", "否"],
    )
    lines = refused(book(*rows), roster, chief)
    assert [line.partition("：")[0].partition(":")[0] for line in lines] == ["B3", "D3", "C3", "E3"]
    child = book(["李小明", 2015, 13800138000, "", "是"])
    assert any("监护" in line for line in refused(child, roster, chief))
    head = [*HEAD, "监护人姓名", "监护人手机号码"]
    child = book(["李小明", 2015, 13800138000, "", "是", "李建国", 13900139000], head=head)
    assert "年龄" in refused(child, roster, chief)[0]  # the shift's own law holds as well
    address = reverse("volunteers_shift_workbook", args=[roster.pk])
    shown = client.post(address, {"file": SimpleUploadedFile("list.xlsx", book(*rows))})
    assert "B3" in BeautifulSoup(shown.content, "html.parser").get_text()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no workbook", "xlsx"),
        (book(head=HEAD), "没有"),
        (book(["x"], head=["姓名"]), "手机号码"),
        (book(["=1+1", 1958, 13800138000, "", "是"]), "A2"),
        (book(*[["李", 1958, 13800138000, "", "是"]] * 501), "500"),
    ],
)
def test_a_file_that_can_not_be_taken_says_why(chief, roster, data, told):
    assert told in " ".join(refused(data, roster, chief))


def test_who_is_known_stays_as_they_are(chief, roster):
    resident = Resident()
    resident.prove()
    resident.sign_up(recruitment(title="另一次"), skills="唢呐")
    Application.objects.all().delete()
    bring(book(["李秀英", 1990, 13800138000, "急救", "是"]), roster, chief)
    volunteer = Volunteer.objects.get()
    assert (volunteer.birth_year, volunteer.skills, volunteer.abilities) == (1958, "唢呐", [])


def test_the_workbook_has_the_fields_of_the_record_and_no_formula(client, chief, roster):
    resident = Resident()
    resident.prove()
    resident.sign_up(recruitment(places=2), name="=HYPERLINK(1)", abilities=["first_aid"], mention="on")
    bring(book(["王芳", 1960, 13700137000, "", "是"]), roster, chief)
    address = reverse("volunteers_shift_workbook", args=[Application.objects.first().roster_id])
    before = Access.objects.count()
    response = client.post(address, {"export": ""})
    entry = Access.objects.first()
    assert (Access.objects.count() - before, entry.action) == (1, "export")
    assert entry.people == [Volunteer.objects.order_by("pk").first().person_id]
    made = load_workbook(io.BytesIO(response.content))
    assert made.sheetnames == ["基本信息", "服务情况", "培训情况", "表彰奖励记录", "服务评价记录"]
    basic = made["基本信息"]
    head = [cell.value for cell in basic[1]]
    row = dict(zip(head, basic[2], strict=True))
    assert head[:4] == ["志愿者编号", "姓名", "出生年份", "手机号码"]
    assert (row["姓名"].value, row["姓名"].data_type, row["姓名"].quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert (row["特长"].value, row["同意登记"].value, row["手机号码"].value) == ("急救", "是", "13800138000")
    assert basic.max_row == 2  # of this shift, and of no other
    assert made["服务情况"].max_row == 2
    with override("en"):
        register = client.post(reverse("volunteers_register"), {"export": ""})
    everybody = load_workbook(io.BytesIO(register.content)).worksheets[0]
    assert everybody.max_row == 3
    assert len(Access.objects.first().people) == 2


def test_the_record_has_hours_commendations_and_evaluations(client, chief, roster):
    bring(book(["王芳", 1960, 13700137000, "", "是"]), roster, chief)
    Roster.objects.update(starts_at="2026-01-01T08:00:00+08:00", ends_at="2026-01-01T10:00:00+08:00")
    roster.refresh_from_db()
    hours.confirm(roster, {Application.objects.get().pk: 7}, by=chief)
    address = reverse("volunteer", args=[Volunteer.objects.get().pk])
    for kind, words in (("commendation", "年度优秀志愿者"), ("evaluation", "认真负责")):
        fields = {"remarked": "", "kind": kind, "day": "2026-01-05", "words": words}
        assert client.post(address, fields).status_code == 302
    assert "认真负责" not in client.get(address).content.decode()
    assert "认真负责" in client.post(address, {"reason": "核对"}).content.decode()
    refused = client.post(address, {"remarked": "", "kind": "praise", "day": "", "words": ""})
    assert refused.status_code == 200
    made = load_workbook(io.BytesIO(client.post(reverse("volunteers_register"), {"export": ""}).content))
    rows = [[cell.value for cell in made[name][2]] for name in made.sheetnames[1:] if made[name].max_row > 1]
    assert [row[-1] for row in rows] == [1.75, "年度优秀志愿者", "认真负责"]
    resident = Resident("13700137000")
    resident.prove()
    assert "认真负责" in resident.service()
    assert "曾获得名额" in resident.service()
    uid = Roster.objects.get().pk
    for page in (address, reverse("volunteers_shift", args=[uid])):
        assert "曾获得名额" in client.get(page).content.decode()


def test_what_went_out_can_be_brought_to_another_shift(client, chief, roster):
    bring(book(["王芳", 1960, 13700137000, "急救", "是"]), roster, chief)
    address = reverse("volunteers_shift_workbook", args=[roster.pk])
    data = client.post(address, {"export": ""}).content
    other = recruitment(title="灯会").shifts.get()
    Roster.objects.filter(pk=other.uid).update(
        starts_at="2035-01-01T08:00:00+08:00", ends_at="2035-01-01T10:00:00+08:00"
    )
    assert bring(data, Roster.objects.get(pk=other.uid), chief) == 1
    assert Volunteer.objects.count() == 1
