"""A small office's documents, as search gets them."""

from search.documents import Part, SearchDocument

TASKS = (
    (
        "task-1",
        "1. Elections",
        "Implement the election system for community neighborhood committees according to law.",
    ),
    (
        "task-4",
        "4. Virtual old-age service",
        "Strengthen the pilot of virtual old-age service; set up meals at home.",
    ),
    ("task-5", "5. Volunteers", "Continue to register, train and manage community volunteers."),
)


def notice(key: str, title: str, text: str = "", **more) -> SearchDocument:
    """A Chinese notice; `more` sets any other field."""
    fields = {"type": "notice", "locale": "zh-hans", "url": f"/zh/notices/{key}/"} | more
    return SearchDocument(key=key, title=title, text=text, **fields)


def policy(key: str, title: str, text: str, state: str = "in_force", **more) -> SearchDocument:
    return notice(key, title, text, type="policy", url=f"/zh/policies/{key}/", state=state, **more)


OFFICE = [
    SearchDocument(
        key="plan",
        type="work_plan",
        locale="en",
        url="/en/plans/2019/",
        title="Community building work plan",
        summary="What the district does in 2019.",
        text="In 2019 the work is guided by one aim.\n"
        + "\n".join(f"{title} {text}" for _, title, text in TASKS),
        parts=tuple(Part(*task) for task in TASKS),
        year=2019,
        issuer="district",
        issuer_name="Wanbai District",
        section="plans-en",
        section_title="Work plans",
        published_at="2019-01-10T09:00:00+08:00",
    ),
    notice(
        "volunteers",
        "关于招募社区志愿者的通知",
        "清河街道现招募社区志愿者，报名截止四月十日。志愿服务时间以实际为准。",
        issuer="street",
        issuer_name="清河街道",
        section="notices",
        section_title="通知公告",
        topics=("volunteering",),
        year=2026,
        published_at="2026-03-01T09:30:00+08:00",
    ),
    notice(
        "water",
        "停水通知",
        "因管网检修，青年路小区三月五日停水，请居民提前储水。",
        issuer="community",
        issuer_name="青年路社区",
        section="notices",
        section_title="通知公告",
        topics=("daily-life",),
        year=2026,
        published_at="2026-03-02T08:00:00+08:00",
    ),
    notice(
        "exchange",
        "2018广州社区交流纪要",
        "代表团赴广州学习社区治理经验。",
        issuer="street",
        issuer_name="清河街道",
        year=2018,
        published_at="2018-11-20T10:00:00+08:00",
    ),
    policy(
        "grants",
        "清河街道高龄津贴发放办法",
        "清办发〔2019〕3号。年满八十周岁的老年人可以申请高龄津贴。",
        issuer="street",
        issuer_name="清河街道",
        section="policies",
        section_title="政策文件",
        topics=("elderly",),
        year=2019,
        published_at="2019-05-01T09:00:00+08:00",
    ),
    policy("waste-old", "生活垃圾分类管理规定", "生活垃圾分为四类。", "repealed", published_at="2021-01-01"),
    policy("waste-new", "生活垃圾分类管理规定", "生活垃圾分为四类。", published_at="2020-01-01"),
    notice("lunar", "社區文化節開幕", "國慶期間舉辦社區文化節，歡迎居民參加。", published_at="2025-10-01"),
    notice(
        "first-aid",
        "First aid training for <volunteers>",
        "Learn & practise: a < b.",
        locale="en",
        url="/en/aid/",
    ),
    notice(
        "meal",
        "助餐点开放公告",
        "助餐点每日供应午餐，老年人凭卡就餐。",
        published_at="2024-06-01",
        topics=("elderly",),
    ),
    notice(
        "meal-2",
        "第二助餐点试运行",
        "老年人凭卡在助餐点就餐，午餐八元。",
        published_at="2025-06-01",
        topics=("elderly",),
    ),
    notice("reading", "读书会活动预告", "读书会每月一次，本月共读经典。", published_at="2025-05-01"),
    notice("fire", "消防演练安排", "组织消防演练，请居民配合疏散。", published_at="2025-04-01"),
]
