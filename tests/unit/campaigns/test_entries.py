"""Entries on the public site: where they are listed, and that no place is anybody's."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.campaigns.models import CampaignCategory, Stage
from cms.core.clock import start_of
from cms.publishing.rendering.compiling import shuffled
from cms.publishing.tree.site import SiteProjection
from tests import factories

KEYS = st.lists(st.uuids(), min_size=2, max_size=12, unique=True)


def cards(keys) -> list[dict]:
    return [{"translation_key": str(key)} for key in keys]


@given(KEYS, st.uuids(), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_over_the_days_everybody_is_first_about_equally_often(keys, campaign, start):
    days = 100 * len(keys)
    seeds = [f"{campaign}{start + timedelta(days=number)}" for number in range(days)]
    for place in (0, -1):
        times = Counter(shuffled(cards(keys), seed)[place]["translation_key"] for seed in seeds)
        # A hundred is expected of each; six standard deviations are not met by chance.
        assert all(40 <= times[str(key)] <= 160 for key in keys)


@given(KEYS, st.text(min_size=1, max_size=20), st.randoms())
def test_the_order_of_a_day_is_one_whatever_comes_in_and_goes(keys, seed, random):
    order = shuffled(cards(keys), seed)
    mixed = cards(keys)
    random.shuffle(mixed)
    assert shuffled(mixed, seed) == order
    assert shuffled(mixed[1:], seed) == [card for card in order if card != mixed[0]]


@pytest.mark.django_db
def test_while_the_vote_runs_the_order_changes_at_midnight():
    start = datetime(2026, 3, 2, 1, tzinfo=UTC)  # nine in the morning
    stages = [
        Stage(kind="nomination", title="报名", starts_at=start - timedelta(days=5), ends_at=start),
        Stage(kind="vote", title="投票", starts_at=start, ends_at=start + timedelta(days=2)),
    ]
    page = factories.campaign(stages=stages)
    now, seen = start - timedelta(hours=1), []
    while (document := page.to_document(now)).changes_at:
        seen.append((document.detail["open"], document.detail["order"]))
        now = datetime.fromisoformat(document.changes_at)
    assert seen == [
        (["nomination"], ""),
        (["vote"], "2026-03-02"),
        (["vote"], "2026-03-03"),
        (["vote"], "2026-03-04"),
    ]
    assert page.to_document(now).detail["order"] == ""
    assert start_of(date(2026, 3, 3)) in page.moments()


@pytest.mark.django_db
def test_entries_are_listed_by_category_and_lead_back(public_dir):
    start = datetime.now(UTC) - timedelta(hours=1)
    page = factories.campaign(
        stages=[Stage(kind="nomination", title="报名", starts_at=start, ends_at=start + timedelta(days=2))],
        categories=[CampaignCategory(title="庭院"), CampaignCategory(title="楼道")],
    )
    first, second = page.categories.all()
    shown = [factories.entry(title, page, category=first.uid) for title in ("李家小院", "石桥花廊")]
    SiteProjection(public_dir).drain()
    html = (public_dir / page.url_path.strip("/") / "index.html").read_text()
    assert f"/my/nominate/{page.pk}/" in html
    html = html[html.index('id="entries"') :]
    assert (
        html.index("庭院")
        < html.index("李家小院")
        < html.index("楼道")
        < html.index("这个类别还没有参评对象")
    )
    entry = (public_dir / shown[0].url_path.strip("/") / "index.html").read_text()
    assert "石桥花廊" in entry
    assert "#entries" in entry
    shown[1].unpublish()
    SiteProjection(public_dir).drain()
    assert "石桥花廊" not in (public_dir / page.url_path.strip("/") / "index.html").read_text()
    assert "石桥花廊" not in (public_dir / shown[0].url_path.strip("/") / "index.html").read_text()
    assert second.title == "楼道"
