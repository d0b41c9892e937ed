"""The calendar that elections start with, unless an office changes it. For the source see cms/campaigns/elections/usual.py."""

from django.db import migrations

STEPS = (
    ("committee", -45, 7, "推选居民选举委员会", "Choice of the election committee", "", ""),
    ("registration", -37, 14, "选民登记", "Registration of voters", "", ""),
    (
        "voter_list",
        -20,
        5,
        "选民名单公布",
        "Publicity of the voter list",
        "名单最迟在选举日二十日前公布；有异议的，自公布之日起五日内提出。",
        "The list is shown twenty days before the vote at the latest. Objections are raised within five days.",
    ),
    (
        "appeals",
        -15,
        3,
        "异议处理",
        "Decision on objections",
        "收到异议之日起三日内作出决定并公布。",
        "Decided, and made public, within three days.",
    ),
    ("nomination", -12, 4, "提名候选人", "Nomination of candidates", "", ""),
    ("candidates", -6, 2, "公布候选人名单", "Publicity of the candidates", "", ""),
    ("meeting", -3, 2, "候选人与居民见面", "Candidates meet residents", "", ""),
    (
        "voting",
        0,
        1,
        "投票选举，公开计票",
        "Voting and public count",
        "无记名投票，当场公开计票。",
        "A secret ballot, counted in public the same day.",
    ),
    ("result", 1, 1, "公布选举结果", "Result", "", ""),
    ("handover", 1, 10, "工作移交", "Handover", "新一届产生之日起十日内完成。", "Within ten days."),
)


def fill(apps, schema_editor):
    model = apps.get_model("campaigns", "UsualStep")
    model.objects.bulk_create(
        model(kind=kind, offset=offset, days=days, title_zh=zh, title_en=en, text_zh=text_zh, text_en=text_en)
        for kind, offset, days, zh, en, text_zh, text_en in STEPS
    )


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0005_elections")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
