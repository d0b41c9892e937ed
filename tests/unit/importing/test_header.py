"""What stands around the items: title, number, issuer, dates, attachments, several texts in one."""

from cms.importing.api import PlanReading, read_text

NOTICE = """清河街道办事处文件
清街办〔2019〕12号

清河街道办事处关于印发
《2019年社区治理工作要点》的通知

各社区居委会，各科室：
　　《2019年社区治理工作要点》已经研究同意，现印发给你们，请认真贯彻执行。

　　附件：1．2019年社区治理工作要点
　　　　　2．任务分解表

　　　　　　　　清河街道办事处
　　　　　　　　2019年1月15日

附件1

2019年社区治理工作要点

　　2019年，社区治理工作以居民需求为导向，重点抓好以下工作。
　　一、加强组织建设
　　二、改善人居环境
"""


def only(text: str) -> PlanReading:
    reading = read_text(text)
    assert len(reading.plans) == 1
    return reading.plans[0]


def test_a_cover_notice_gives_its_facts_to_the_plan_behind_it():
    plan = only(NOTICE)
    assert plan.title == "2019年社区治理工作要点"
    assert (plan.number, plan.issuer, plan.date) == ("清街办〔2019〕12号", "清河街道办事处", "2019年1月15日")
    assert plan.addressees == "各社区居委会，各科室"
    assert plan.preamble.startswith("《2019年社区治理工作要点》已经研究同意")
    assert [section.number for section in plan.sections] == ["一、", "二、"]


def test_the_list_of_attachments_is_no_list_of_items():
    assert read_text(NOTICE).attachments == ("2019年社区治理工作要点", "任务分解表")


def test_an_attached_form_is_named_and_left_out():
    reading = read_text("评选方案\n一、范围\n全体居民\n二、办法\n投票\n附件2\n报名表\n姓名　　　性别")
    assert reading.attachments == ("报名表",)
    assert [doubt.line for doubt in reading.warnings] == [7]


def test_a_title_on_two_lines():
    text = "国务院办公厅关于2019年\n\n部分节假日安排的通知\n\n一、元旦放假。\n二、春节放假。"
    assert only(text).title == "国务院办公厅关于2019年部分节假日安排的通知"


def test_a_title_may_say_that_it_is_a_trial():
    assert only("楼道管理办法\n（试行）\n第一条　甲\n第二条　乙").title == "楼道管理办法（试行）"


def test_a_date_in_brackets_below_the_title():
    plan = only("志愿服务制度\n（2018年3月5日居民代表会议通过）\n第一条　甲\n第二条　乙")
    assert (plan.date, plan.year, plan.preamble) == ("2018年3月5日", 2018, "")


def test_a_date_in_chinese_and_the_office_above_it():
    plan = only("工作总结\n一、党建。\n二、民生。\n柳溪社区居委会\n二〇一九年十二月二十日")
    assert (plan.issuer, plan.date, plan.year) == ("柳溪社区居委会", "二〇一九年十二月二十日", 2019)
    assert plan.sections[-1].text == ""


def test_two_offices_sign():
    plan = only("通知\n一、甲。\n二、乙。\n清河区民政局\n清河区财政局\n2025年5月30日")
    assert plan.issuer == "清河区民政局 清河区财政局"


def test_a_signature_with_its_date_on_one_line():
    plan = only("停水通知\n一、时间：周一。\n二、范围：北区。\n清河街道办事处 2019年3月2日")
    assert (plan.issuer, plan.date, plan.closing) == ("清河街道办事处", "2019年3月2日", "")


def test_the_issuer_of_the_title_when_nobody_signs():
    assert only("清河街道办事处关于评选的通知\n一、甲。\n二、乙。").issuer == "清河街道办事处"


def test_the_year_of_the_title_goes_before_that_of_the_date():
    assert only("2020年工作计划\n一、甲。\n二、乙。\n2019年12月30日").year == 2020


def test_closing_words_are_not_part_of_the_last_item():
    plan = only("计划\n一、甲\n正文。\n二、乙\n正文。\n特此通知。")
    assert plan.closing == "特此通知。"
    assert plan.sections[-1].text == "正文。"


def test_a_paragraph_after_items_of_one_paragraph_each_is_closing_text():
    plan = only("安排\n一、元旦：放假。\n二、春节：放假。\n三、清明：放假。\n节假日期间要安排好值班。")
    assert plan.closing == "节假日期间要安排好值班。"


def test_the_text_of_a_heading_is_no_closing_text():
    plan = only("安排\n一、宣传阶段\n二、实施阶段\n三、总结阶段\n评出先进并表彰。")
    assert (plan.sections[-1].text, plan.closing) == ("评出先进并表彰。", "")


def test_paragraphs_stay_apart():
    plan = only("计划\n第一段。\n\n第二段。\n一、甲\n第三段。\n\n第四段。")
    assert plan.preamble == "第一段。\n\n第二段。"
    assert plan.sections[0].text == "第三段。\n\n第四段。"


def test_two_plans_with_titles():
    text = (
        "2019年工作计划\n一、甲。\n二、乙。\n某社区居委会\n2019年1月1日\n2020年工作计划\n一、丙。\n二、丁。"
    )
    plans = read_text(text).plans
    assert [plan.title for plan in plans] == ["2019年工作计划", "2020年工作计划"]
    assert [len(plan.sections) for plan in plans] == [2, 2]


def test_a_collection_of_plans():
    text = (
        "社区工作计划 篇1今年，社区在街道的领导下，做以下安排：\n一、普法。\n二、宣传。\n社区工作"
        "计划 篇2一、宗旨\n正文。\n二、目标"
    )
    plans = read_text(text).plans
    assert [plan.title for plan in plans] == ["社区工作计划 篇1", "社区工作计划 篇2"]
    assert [section.number for plan in plans for section in plan.sections] == ["一、", "二、", "一、", "二、"]


def test_a_page_with_its_furniture():
    reading = read_text(
        "当前位置：首页 > 工作计划 > 正文\n社区工作计划\n时间:2022-08-24 04:58:03 来源:网站 浏览:"
        "12\n社区工作计划\n"
        "一、党建\n二、民生\n责任编辑：办公室\n上一篇：没有了\n下一篇：工作总结\n相关文章\n一、社"
        "区工作总结\n二、2018年计划"
    )
    plan = reading.plans[0]
    assert reading.breadcrumb == ("首页", "工作计划")
    assert (plan.title, plan.preamble) == ("社区工作计划", "")
    assert [section.heading for section in plan.sections] == ["党建", "民生"]


def test_a_paragraph_wrapped_by_hand_is_one_paragraph():
    text = (
        "党建工作计划\n"
        "    坚持以人为本，以服务居民为宗旨，以创建和谐社区为目标，\n进一步加强社区党组织建设，充"
        "分发挥党员的先锋模范作用，现\n制定计划如下：\n"
        "    一、加强思想建设。坚持每月一次的学习制度，组织党员学习\n理论，做到有计划、有内容、有"
        "记录，全年集中学习不少于12次，\n参学率95%以上。\n"
        "    二、加强队伍建设。做好发展党员工作，全年发展党员2到\n3名；培养入党积极分子5名。\n"
    )
    plan = only(text)
    assert plan.preamble.endswith("充分发挥党员的先锋模范作用，现制定计划如下：")
    assert (
        plan.sections[1].heading
        == "加强队伍建设。做好发展党员工作，全年发展党员2到3名；培养入党积极分子5名。"
    )


def test_a_bracket_closed_on_the_next_line():
    assert (
        only("方案\n（一）实施阶段（ 月 \n日—  月  日）\n（二）总结阶段").sections[0].heading
        == "实施阶段（ 月日—  月  日）"
    )


def test_the_heading_of_a_long_item_is_its_first_sentences():
    text = (
        "以人为本。举办“邻居节”要以社区为龙头，以居民小组、楼院为单元，以居民为主体。广泛宣传发动"
        "，增强认同感，激发参与活动的热情和积极性，扩大影响。"
    )
    section = only(f"方案\n一、{text}\n二、其他").sections[0]
    assert section.heading == "以人为本。举办“邻居节”要以社区为龙头，以居民小组、楼院为单元，以居民为主体。"
    assert section.heading + section.text == text


def test_a_place_for_the_seal_is_no_part_of_the_issuer():
    plan = read_text("选举公告\n一、登记\n二、投票\n玉龙社区居民委员会（公章）\n2021年1月5日").plans[0]
    assert (plan.issuer, plan.date) == ("玉龙社区居民委员会", "2021年1月5日")


def test_rules_of_procedure_below_the_notice_that_sends_them_out():
    (plan,) = read_text(
        "关于印发《选举工作规程（试行）》的通知\n各区民政局：\n现印发给你们，请遵照执行。\n二OO三年二月十七日\n"
        "选举工作规程（试行）\n为规范选举，制定本规程。\n第一章 准备\n一、机构\n二、方案\n第二章 登记"
    ).plans
    assert (plan.title, plan.date, plan.addressees) == (
        "选举工作规程（试行）",
        "二OO三年二月十七日",
        "各区民政局",
    )
