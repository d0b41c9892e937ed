"""Pages for tests: each function makes one in the tree, by the ways that the admin uses, and publishes it.

`live=False` leaves a draft. Without `parent` a page goes below a section of the default language's home page.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest import mock

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from modelsearch import signal_handlers
from modelsearch.index import insert_or_update_object
from wagtail.models import GroupPagePermission, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.campaigns.models import (
    CampaignCategory,
    CampaignPage,
    Criterion,
    ElectionPage,
    EntryPage,
    Stage,
)
from cms.core.models import BasePage, Membership, Organisation
from cms.culture.models import BrandPage
from cms.home.models import HomePage, SectionPage, StandardPage
from cms.notices.models import NoticePage, PolicyPage
from cms.volunteers.models import RecruitmentPage, Shift
from cms.workplans.models import Task, WorkPlanPage


def organisation(slug: str = "liuxi", level: str = "street", **fields: Any) -> Organisation:
    """An organisation, by default a street; the same slug gives the same one."""
    names = {"name_zh": f"{slug}街道", "name_en": f"{slug.title()} Street"}
    return Organisation.objects.get_or_create(slug=slug, defaults={"level": level, **names, **fields})[0]


def bodies() -> dict[str, Organisation]:
    """A district, its street and two communities of that, by their slugs."""
    district = organisation("district", "district")
    street = organisation("street", "street", parent=district)
    communities = [organisation(slug, "community", parent=street) for slug in ("willow", "bridge")]
    return {body.slug: body for body in (district, street, *communities)}


def home(locale: str = "zh-hans") -> HomePage:
    """The home page of one language, which every database has from the start."""
    return HomePage.objects.get(locale__language_code=locale)


def publish(page: BasePage, user: Any = None) -> BasePage:
    """Publish what the instance holds, as the editor's button does, and give the page as it now is."""
    page.save_revision(user=user).publish(user=user)
    return type(page).objects.get(pk=page.pk)


def add(page: BasePage, parent: Page, *, live: bool = True) -> BasePage:
    """Put a new page into the tree, as a draft with its first revision, and publish it unless told not to."""
    page.live = False
    with _noted_once(page):
        parent.add_child(instance=page)
        if not live:
            page.save_revision()
            return page
        return publish(page)


@contextmanager
def _noted_once(page: BasePage) -> Iterator[None]:
    """What a page refers to and what staff find it by is noted at its last save: at each one it costs as much as all
    the rest of making the page.
    """
    with transaction.atomic():
        with (
            disable_reference_index_auto_update(),
            mock.patch.object(signal_handlers, "insert_or_update_object_task"),
        ):
            yield
        ReferenceIndex.create_or_update_for_object(page)
        insert_or_update_object(page)


def section(
    title: str = "通知公告", parent: Page | None = None, *, live: bool = True, **fields: Any
) -> SectionPage:
    """A section of the site; by default a list below the Chinese home page."""
    return add(SectionPage(title=title, **fields), parent or home(), live=live)


def _below(parent: Page | None, layout: str) -> Page:
    return parent or SectionPage.objects.filter(layout=layout).first() or section(layout=layout, title=layout)


def standard_page(
    title: str = "联系我们", parent: Page | None = None, *, live: bool = True, **fields: Any
) -> StandardPage:
    return add(StandardPage(title=title, **fields), parent or home(), live=live)


def notice(
    title: str = "停水通知", parent: Page | None = None, *, live: bool = True, **fields: Any
) -> NoticePage:
    return add(NoticePage(title=title, **fields), _below(parent, "list"), live=live)


def policy(
    title: str = "楼道管理办法", parent: Page | None = None, *, live: bool = True, **fields: Any
) -> PolicyPage:
    return add(PolicyPage(title=title, **fields), _below(parent, "policies"), live=live)


def plan(
    title: str = "2019年社区工作计划",
    parent: Page | None = None,
    *,
    tasks: Iterable[str | Task] = ("推进社区文化试点。", "开展虚拟养老服务。"),
    live: bool = True,
    **fields: Any,
) -> WorkPlanPage:
    """A plan whose tasks are Task instances or, numbered "1." and so on, just texts."""
    made = [
        task if isinstance(task, Task) else Task(number=f"{index}.", text=f"<p>{task}</p>")
        for index, task in enumerate(tasks, start=1)
    ]
    for index, task in enumerate(made):
        task.sort_order = index
    page = WorkPlanPage(**{"title": title, "year": 2019, "tasks": made, **fields})
    return add(page, _below(parent, "plans"), live=live)


def brand(title: str = "灯巷", parent: Page | None = None, *, live: bool = True, **fields: Any) -> BrandPage:
    return add(BrandPage(title=title, **fields), _below(parent, "cards"), live=live)


def recruitment(
    title: str = "护河志愿者招募",
    parent: Page | None = None,
    *,
    shifts: Iterable[Shift] | None = None,
    live: bool = True,
    **fields: Any,
) -> RecruitmentPage:
    """A recruitment; by default with one shift of two hours tomorrow."""
    if shifts is None:
        start = timezone.now() + timedelta(days=1)
        shifts = [Shift(starts_at=start, ends_at=start + timedelta(hours=2), places=5)]
    return add(
        RecruitmentPage(title=title, shifts=list(shifts), **fields), _below(parent, "cards"), live=live
    )


def campaign(
    title: str = "绿色楼栋评选",
    parent: Page | None = None,
    *,
    stages: Iterable[Stage] = (),
    criteria: Iterable[Criterion] = (),
    categories: Iterable[CampaignCategory] = (),
    live: bool = True,
    **fields: Any,
) -> CampaignPage:
    page = CampaignPage(
        title=title,
        stages=list(stages),
        criteria=list(criteria),
        categories=list(categories),
        **fields,
    )
    return add(page, _below(parent, "cards"), live=live)


def entry(
    title: str = "李家小院", parent: Page | None = None, *, live: bool = True, **fields: Any
) -> EntryPage:
    """An entry of a campaign; without one, of the first campaign or a new one."""
    return add(
        EntryPage(title=title, **fields), parent or CampaignPage.objects.first() or campaign(), live=live
    )


def election(
    title: str = "居民委员会换届选举", parent: Page | None = None, *, live: bool = True, **fields: Any
) -> ElectionPage:
    return add(ElectionPage(title=title, **fields), _below(parent, "cards"), live=live)


def administrator(username: str = "chief") -> Any:
    """Somebody who may do everything."""
    return get_user_model().objects.create_superuser(username, f"{username}@example.org", "secret")


def editor(
    username: str = "editor",
    *,
    of: Page,
    may: Iterable[str] = ("add_page", "change_page", "publish_page"),
    works_for: Iterable[Organisation] = (),
) -> Any:
    """Somebody of the staff who works on one page and what is below it, and may do there what is said.

    With `works_for` only on what is in the names of these organisations.
    """
    group = Group.objects.create(name=f"{username}s")
    group.permissions.add(_permission("wagtailadmin", "access_admin"))
    for codename in may:
        GroupPagePermission.objects.create(
            group=group, page=of, permission=_permission("wagtailcore", codename)
        )
    user = get_user_model().objects.create_user(username, f"{username}@example.org", "secret")
    user.groups.add(group)
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation) for organisation in works_for
    )
    return user


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)
