"""Whoever served is named on paper, on the roll where they agreed, and nowhere else."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from cms.core import papers
from cms.intake.logs import MaskingFormatter
from cms.publishing import honours
from cms.publishing.indexing import SearchProjection
from cms.publishing.services import refresh_all
from cms.publishing.tree.site import SiteProjection
from cms.volunteers.certificates import queries, services
from cms.volunteers.certificates.services import Terms
from cms.volunteers.hours import services as hours
from cms.volunteers.models import Entry
from tests import factories
from tests.support.residents import Resident
from tests.support.serving_people import Served

pytestmark = pytest.mark.django_db
NAME, PHONE, MASKED = "欧阳秀英", "13800138000", "欧***"
TABLES = ("attendance", "entry", "certificate")


def test_who_served_is_in_no_file_no_index_no_api_no_log_and_no_column(
    client, public_dir, tmp_path, caplog, settings
):
    settings.CODE_SENDER = "mailto:{phone}@sms.example.org"
    factories.home()
    served = Served(issuer=factories.bodies()["willow"])
    (volunteer,) = served.volunteers(NAME, phone=PHONE)
    served.confirm({volunteer: 8})
    hours.correct(Entry.objects.get(), 6, Entry.Why.TIME, by=served.chief)
    terms = Terms(in_charge="周建国", handler="林晓", contact="0000-7000001")
    certificate = services.issue(volunteer, served.fields["issuer"], terms, by=served.chief)
    resident = Resident(PHONE)
    resident.prove()
    assert NAME in resident.get(f"certificate/{certificate.pk}/").content.decode()
    papers.pdf(
        "papers/certificate.html", "zh-hans", certificate.seal, one=queries.printed(certificate, "zh-hans")
    )
    refresh_all()
    honours.follow()
    SiteProjection(public_dir).build()
    SearchProjection(str(tmp_path / "index")).drain()
    path = queries.verify_address(certificate, "zh-hans").removeprefix("http://testserver")
    asked = ("/api/documents/", f"/api/search?q={NAME}", path, "/zh/honours/")
    answers = "".join(client.get(path).content.decode() for path in asked)
    assert MASKED in answers
    kept = everywhere_but_in_answers(tmp_path, caplog)
    for secret in (NAME, PHONE, "周建国", "林晓", "0000-7000001"):
        assert secret not in answers
        assert secret not in kept


def everywhere_but_in_answers(place: Path, caplog) -> str:
    """All files of the installation, its logs, and the tables of service."""
    kept = [*place.rglob("*"), *Path(settings.DATA_DIR).rglob("*")]
    files = "".join(path.read_text(errors="replace") for path in kept if path.is_file())
    logged = "".join(MaskingFormatter().format(record) for record in caplog.records)
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM volunteers_{table}")  # noqa: S608
            logged += str(cursor.fetchall())
    return files + logged
