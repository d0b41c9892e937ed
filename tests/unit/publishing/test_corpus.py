"""Bulk content: published like any other, and refused with the line that makes no sense."""

import json

import pytest
from django.core.management import CommandError, call_command

from cms.publishing.models import StoredDocument

pytestmark = pytest.mark.django_db


def corpus(tmp_path, *entries):
    file = tmp_path / "corpus.jsonl"
    file.write_text("\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries))
    return str(file)


def test_lines_become_public_documents(tmp_path):
    file = corpus(
        tmp_path,
        {
            "title": "停水通知",
            "body": "周五停水。\n\n请储水。",
            "type": "notice",
            "date": "2025-03-02",
            "section": "n",
        },
        {
            "title": "Plan",
            "body": "In 2019:\n\n1. Register volunteers.\n\n2. Plant trees.",
            "type": "work_plan",
            "date": "2019-01-02",
            "locale": "en",
            "section": "plans",
        },
    )
    call_command("load_corpus", file)
    notice = StoredDocument.objects.get(type="notice").document
    assert (notice.url, notice.published_at[:10]) == ("/zh/n/ting-shui-tong-zhi/", "2025-03-02")
    plan = StoredDocument.objects.get(type="work_plan").document
    assert [task["number"] for task in plan.detail["tasks"]] == ["1.", "2."]


@pytest.mark.parametrize(
    "entry",
    [
        {"body": "x"},
        {"title": "x"},
        {"title": "x", "body": "", "type": "poem"},
        {"title": "x", "body": "", "date": "soon"},
        {"title": "x", "body": "", "locale": "fr"},
        [],
        "x",
    ],
)
def test_a_senseless_line_is_named(tmp_path, entry):
    file = corpus(tmp_path, {"title": "好", "body": "好"}, entry)
    with pytest.raises(CommandError, match="line 2"):
        call_command("load_corpus", file)
