"""What residents find on single kinds of pages."""

import pytest
from bs4 import BeautifulSoup

from tests.unit.site import activities, articles, plans, shelf
from tests.unit.site.documents import LAYOUTS, Words, document

ZH, EN = Words("zh-hans"), Words("en")


@pytest.fixture
def show(press):
    """The page of a document, parsed."""

    def parsed(doc, **options):
        return BeautifulSoup(press.page(doc, **options), "html.parser")

    return parsed


def texts(soup, selector):
    return [" ".join(element.get_text(" ", strip=True).split()) for element in soup.select(selector)]


class TestFrame:
    def test_tags_of_the_page(self, show):
        soup = show(articles.notice(ZH))
        tags = {meta["name"]: meta["content"] for meta in soup.find_all("meta", attrs={"name": True})}
        assert tags["SiteName"] == "柳溪邻里"
        assert tags["SiteIDCode"] == "DEMO000001"
        assert tags["PubDate"] == "2026-03-02 09:30"
        assert tags["ContentSource"] == "石桥社区居民委员会"
        assert "Keywords" not in tags, "an empty tag says nothing"
        assert soup.find("link", rel="canonical")["href"] == "https://liuxi.example.org/zh/notices/water-cut/"

    def test_languages_point_at_each_other(self, show):
        soup = show(articles.notice(ZH))
        alternates = {link["hreflang"]: link["href"] for link in soup.find_all("link", hreflang=True)}
        assert alternates == {
            "zh-Hans": "https://liuxi.example.org/zh/notices/water-cut/",
            "en": "https://liuxi.example.org/en/notices/water-cut/",
            "x-default": "https://liuxi.example.org/zh/notices/water-cut/",
        }
        switch = soup.select_one("a.language")
        assert (switch["href"], switch.text.strip()) == ("../../../en/notices/water-cut/", "English")

    def test_who_reads_neither_language_is_led_to_the_first_and_from_home_pages_to_the_choice(self, show):
        default = {"hreflang": "x-default"}
        english = show(articles.notice(Words("en")))
        assert english.find("link", default)["href"] == "https://liuxi.example.org/zh/notices/water-cut/"
        assert show(shelf.home(Words("en"))).find("link", default)["href"] == "https://liuxi.example.org/"

    def test_feeds_are_named_on_every_page_and_a_sections_own_on_it(self, show):
        def feeds(soup):
            return [link["href"] for link in soup.find_all("link", type="application/atom+xml")]

        assert feeds(show(articles.notice(ZH))) == ["../../../zh/feed.xml"]
        section = shelf.section(ZH, "list")
        assert feeds(show(section)) == ["../../../zh/feed.xml", f"../../..{section['url']}feed.xml"]

    def test_a_page_without_a_translation_leads_to_the_other_home_and_says_so(self, show):
        switch = show(articles.notice(ZH), documents=[]).select_one("a.language")
        assert switch["href"] == "../../../en/"
        assert "English（首页）" in switch.text

    def test_breadcrumb_is_in_order_and_begins_at_home(self, show):
        soup = show(articles.notice(EN))
        assert texts(soup, "nav.breadcrumb ol > li > a") == ["Home", "Section"]

    def test_the_menu_marks_where_one_is(self, show):
        section = shelf.section(ZH, "plans")
        soup = show(section)
        assert texts(soup, ".menu-list [aria-current=page]") == ["社区工作计划"]
        inside = plans.work_plan(ZH) | {"breadcrumb": [section["breadcrumb"][0], section["card"]]}
        assert texts(show(inside), ".menu-list [aria-current=true]") == ["社区工作计划"]

    def test_links_go_up_to_the_root_of_the_tree(self, show):
        soup = show(articles.notice(ZH), path="zh/notices/water-cut/index.html")
        assert soup.select_one("a.brandmark")["href"] == "../../../zh/"
        assert soup.select_one("link[rel=stylesheet]")["href"].startswith("../../../assets/site.")

    def test_titles_are_escaped(self, show):
        soup = show(document(EN, "page:99", "page", "about/x/", "Fire & <b>water</b>"))
        assert soup.h1.text == "Fire & <b>water</b>"
        assert soup.title.text.startswith("Fire & <b>water</b>")


class TestArticles:
    def test_facts_name_issuer_and_dates(self, show):
        assert texts(show(articles.notice(ZH)), ".facts > div") == [
            "发布单位 石桥社区居民委员会",
            "发布时间 2026年3月2日",
            "更新时间 2026年3月5日",
            "主题 日常服务、供水",
        ]

    def test_a_page_that_was_not_changed_since_shows_one_date(self, show):
        assert len(show(articles.policy(ZH)).select(".facts time")) == 1

    def test_every_kind_of_block_shows(self, show):
        text = show(articles.notice(ZH)).select_one(".prose")
        assert text.select_one("h2#range").text == "停水范围"
        assert texts(text, ".table caption") == ["各楼停水与送水时间"]
        assert texts(text, ".table th[scope=row]") == ["一至三号楼", "四至七号楼"]
        assert text.select_one(".table")["tabindex"] == "0"
        assert len(text.select("figure picture")) == 3
        assert texts(text, ".quote figcaption") == ["——石桥巷居民"]
        assert texts(text, "a.file b") == ["停水范围图", "如何关闭入户总阀"]
        assert text.select_one("a[href='../../../zh/about/contact/']").text == "查看办事指南"

    def test_a_call_to_action_for_a_page_that_is_not_public_disappears(self, show):
        assert show(articles.notice(ZH)).select(".prose a.button[href]") == []

    def test_pictures_come_in_sizes_and_wait_until_they_are_near(self, show):
        picture = show(articles.notice(ZH)).select_one(".prose picture")
        assert picture.source["type"] == "image/webp"
        assert picture.source["srcset"].split(", ")[-1] == "../../../media/p11-1600.webp 1600w"
        assert picture.img["loading"] == "lazy"
        assert picture.img["class"] == ["focus-x1", "focus-y2"]

    def test_attachments_that_the_text_shows_are_not_listed_twice(self, show):
        soup = show(articles.notice(ZH))
        assert texts(soup, ".after a.file") == ["送水预约表 XLSX · 242 KB"]

    def test_a_summary_that_only_repeats_the_beginning_is_left_out(self, show):
        doc = articles.notice(ZH)
        assert texts(show(doc), ".standfirst") == [doc["summary"]]
        assert texts(show(doc | {"text": doc["summary"] + "更多文字"}), ".standfirst") == []

    def test_contents_only_where_there_is_something_to_choose(self, show):
        doc = articles.notice(ZH)
        assert [link["href"] for link in show(doc).select(".contents a")] == ["#range", "#help", "#places"]
        assert show(doc | {"body": doc["body"][:3]}).select(".contents") == []

    def test_related_and_popular_articles(self, show):
        ways = show(articles.notice(EN)).select_one("aside.leaf-ways")
        assert texts(ways, "h2") == ["Recommended articles", "Popular articles"]
        assert len(ways.select("section:first-of-type li")) == 5
        popular = ways.select_one("[data-popular]")
        assert popular["data-popular"] == "../../../en/popular/list.html"
        assert popular.a["href"] == "../../../en/popular/", "a plain link where scripts are off"

    def test_previous_and_next(self, show):
        assert [link["rel"] for link in show(articles.notice(EN)).select(".neighbours a")] == [
            ["prev"],
            ["next"],
        ]


class TestPlan:
    def test_tasks_keep_their_numbers_order_and_anchors(self, show):
        soup = show(plans.work_plan(ZH))
        assert texts(soup, ".task-number") == [task[0] for task in plans.TASKS]
        assert [task["id"] for task in soup.select(".task")] == [f"task-{n}" for n in range(1, 8)]
        assert [link["href"] for link in soup.select(".task-link")] == [f"#task-{n}" for n in range(1, 8)]
        assert [link["href"] for link in soup.select(".contents a")] == [f"#task-{n}" for n in range(1, 8)]

    def test_states_are_words_with_an_icon(self, show):
        soup = show(plans.work_plan(EN))
        assert texts(soup, ".task-facts > .chip:first-child") == [
            "Done",
            "Under way",
            "Done",
            "Delayed",
            "Done",
            "Not started",
            "Dropped",
        ]
        assert len(soup.select(".task-facts > .chip:first-child svg[aria-hidden=true]")) == 7

    def test_progress_is_told_in_words(self, show):
        soup = show(plans.work_plan(EN))
        assert texts(soup, ".progress-figure") == ["50 % 3 of 7 tasks done, 1 dropped"]
        assert texts(soup, ".progress-states li") == [
            "Done 3",
            "Under way 1",
            "Delayed 1",
            "Not started 1",
            "Dropped 1",
        ]
        assert len(soup.select(".cells[aria-hidden=true] li")) == 5

    def test_a_very_long_plan_gets_a_bar_instead_of_squares(self, show):
        doc = plans.work_plan(EN)
        doc["detail"]["tasks"] = [
            task | {"anchor": f"task-{n}-{task['anchor']}"} for n in range(13) for task in plans.tasks(EN)
        ]
        soup = show(doc)
        assert soup.select(".cells") == []
        assert (
            soup.select_one(".progress progress")["value"],
            soup.select_one(".progress progress")["max"],
        ) == ("50", "100")

    def test_a_task_without_heading_still_has_a_name_for_screen_readers(self, show):
        heading = show(plans.work_plan(EN)).select_one("#task-6 h3")
        assert heading.text.startswith("6.")
        assert heading.select_one(".visually-hidden").text.strip().startswith("Under the guidance")

    def test_units_period_target_parts_and_what_is_late(self, show):
        soup = show(plans.work_plan(ZH))
        assert texts(soup, ".task-facts")[:5] == [
            "已完成 石桥社区居民委员会 配合单位：物业公司、区图书馆 2026年3月1日 至 4月30日 目标：2-3个社区",
            "进行中 分项：2项任务已完成1项 2026年5月30日前完成",
            "已完成 石桥社区居民委员会",
            "已延期 已完成66% 已逾期 2026年7月30日前完成 目标：2-3个社区（已达到：2）",
            "已完成 石桥社区居民委员会 2026年8月30日前完成",
        ]
        assert texts(soup, ".task-reason") == ["取消原因：并入市级平台。"]

    def test_what_was_done_comes_newest_first_and_what_is_older_is_folded(self, show):
        task = show(plans.work_plan(EN)).select_one("#task-3")
        assert [time["datetime"] for time in task.select(".entry time")] == [
            "2026-05-20",
            "2026-04-02",
            "2026-03-02",
        ]
        assert texts(task, "details summary") == ["1 earlier entry"]
        assert texts(task, "details .entry p") == ["Work began."]
        assert task.select_one(".entry img")["alt"] == "The inspection"

    def test_a_single_task_is_told_of_in_the_singular(self, show):
        plan = plans.work_plan(EN)
        plan["detail"]["progress"] |= {"total": 1, "done": 0, "dropped": 0}
        assert texts(show(plan), ".progress-figure") == ["50 % 0 of 1 task done"]

    def test_proofs_lead_to_the_pages_that_are_public(self, show):
        task = show(plans.work_plan(EN)).select_one("#task-3")
        assert [link["href"] for link in task.select(".proof a")] == ["../../../en/notices/water-cut/"] * 2

    def test_the_cascade_can_be_walked_both_ways(self, show):
        documents = shelf.everything("en") + plans.beside(EN)
        soup = show(plans.work_plan(EN), documents=documents)
        up, down = soup.select_one("#task-1 .task-more"), soup.select_one("#task-5 .task-more")
        assert up.a["href"] == "../../../en/plans/p71/#task-2"
        assert texts(up, "li") == ["1. Guide the elections of communities District Work Plan 2026 Under way"]
        assert down.a["href"] == "../../../en/plans/p72/#task-3"
        assert texts(down, ".bar-words") == ["50% 1 of 2 tasks done"]
        assert down.progress["value"] == "50"

    def test_a_brand_that_carries_a_task_out_stands_with_it(self, show):
        assert texts(show(plans.work_plan(ZH)), "#task-5 .task-more li") == ["柳溪灯巷"]

    def test_what_has_changed_since_the_year_before(self, show):
        documents = shelf.everything("en") + plans.beside(EN)
        soup = show(plans.work_plan(EN), documents=documents)
        told = soup.select_one(".since")
        assert told.h2.text == "What has changed since 2025"
        assert texts(told, "h3") == ["New", "Changed", "No longer in the plan"]
        assert texts(told, "ins") == ["[added] to all communities"]
        assert texts(told, "del") == ["[removed] slowly"]
        assert texts(told, "details summary") == ["2 tasks as before"]
        assert told.select("a[href='../../../en/plans/p73/#task-9']")
        assert (
            "1 new task, 1 changed, 2 as before, 1 no longer in the plan"
            in soup.select_one(".since-line").text
        )

    def test_without_a_public_plan_before_it_nothing_is_said_of_changes(self, show):
        assert show(plans.work_plan(EN)).select(".since, .since-line") == []

    def test_the_years_before_and_after_are_one_step_away(self, show):
        documents = shelf.everything("zh-hans") + plans.beside(ZH)
        soup = show(plans.work_plan(ZH), documents=documents)
        assert [(link["rel"], link["href"]) for link in soup.select(".neighbours a")] == [
            (["prev"], "../../../zh/plans/p73/"),
            (["next"], "../../../zh/plans/p74/"),
        ]

    def test_document_data(self, show):
        assert texts(show(plans.work_plan(ZH)), ".facts > div")[:4] == [
            "发布单位 柳溪街道办事处",
            "年份 2026",
            "文号 柳街发〔2026〕1号",
            "成文日期 2026年1月15日",
        ]

    def test_the_paper_and_the_original_are_offered_once(self, show):
        soup = show(plans.work_plan(ZH))
        assert texts(soup, "a.file") == ["本计划 PDF 版 PDF · 332 KB", "2026年工作计划（原件） DOCX · 242 KB"]
        assert soup.select_one("a.file")["href"] == "../../../zh/plans/2026/2026.pdf"
        assert texts(show(plans.work_plan(ZH), documents=[]), "a.file b") == ["2026年工作计划（原件）"]

    def test_names_what_has_come_of_it(self, show):
        soup = show(plans.work_plan(ZH))
        assert "柳溪灯巷" in texts(soup, "#task-5 .task-more a")
        assert not any("柳溪灯巷" in text for text in texts(soup, ".after li"))

    def test_a_page_that_carries_out_the_whole_plan_stands_after_its_tasks(self, show):
        plan, brand = plans.work_plan(ZH), activities.brand(ZH)
        brand["card"]["extra"]["fulfils_task"] = ""
        assert "柳溪灯巷 2026年3月2日" in texts(show(plan, documents=[plan, brand]), ".after li")

    def test_a_page_names_the_tasks_whose_progress_it_shows(self, show):
        plan, notice = plans.work_plan(ZH), articles.notice(ZH)
        told = {"anchor": "task-2", "number": "二、", "name": "社区食堂"}
        plan["relations"] = [{"kind": "evidence", "key": notice["key"]}]
        plan["card"]["extra"]["evidence"] = {notice["key"]: [told]}
        link = show(notice, documents=[plan, notice]).select_one("a[href$='#task-2']")
        assert link.get_text(" ", strip=True) == "二、 社区食堂"


class TestOtherTypes:
    def test_a_repealed_policy_says_so_first_and_names_its_successor(self, show):
        old = articles.policy(ZH)
        new = document(
            ZH,
            "page:30",
            "policy",
            "policies/new/",
            "新规则",
            relations=[{"kind": "replaces", "key": old["key"]}],
        )
        soup = show(old, documents=[old, new])
        first = soup.select_one(".leaf-text").find(True)
        assert "message" in first["class"]
        assert "废止日期：2024年6月1日。" in first.text
        assert first.a["href"] == "../../../zh/policies/new/"

    def test_policy_and_explanation_lead_to_each_other(self, show):
        assert texts(show(articles.policy(ZH)), ".after h2") == ["政策解读"]
        soup = show(articles.page(ZH))
        assert texts(soup, ".after h2") == ["解读的文件"]
        assert texts(soup, ".after li a")[0].startswith("柳溪街道居民议事会规则")

    def test_a_brand_leads_to_the_task_it_fulfils(self, show):
        link = show(activities.brand(ZH)).select_one("a[href$='#task-5']")
        assert link["href"] == "../../../zh/plans/2026/#task-5"

    def test_a_brand_whose_plan_is_not_public_names_none(self, show):
        assert show(activities.brand(ZH), documents=[]).select("a[href$='#task-5']") == []

    def test_what_a_brand_does_not_have_is_not_shown(self, show):
        parts = {"Heritage", "People", "Timeline", "Partners", "In the press", "To watch and to hear"}
        bare, full = (
            set(texts(show(activities.brand(EN, full=is_full)), ".after h2")) for is_full in (False, True)
        )
        assert parts <= full
        assert not parts & bare
        assert {"Pictures", "Activities"} <= bare

    def test_a_video_of_ours_is_played_with_captions_and_one_elsewhere_is_a_link(self, show):
        soup = show(activities.brand(EN))
        video = soup.select_one("video")
        assert video["preload"] == "none"
        assert (video.track["kind"], video.track["srclang"]) == ("captions", "en")
        assert soup.select_one("audio source")["type"] == "audio/wav"
        assert soup.select_one("iframe") is None
        assert soup.select_one("a.file[href^='https://video']")
        assert not [link for link in soup.select(".after .file") if "mp4" in link["href"]], "told once"

    def test_dates_that_are_over_are_folded_away_and_have_no_file_for_calendars(self, show):
        soup = show(activities.brand(EN))
        assert [item["id"] for item in soup.select("details.past li")] == ["activity-2"]
        files = [link["href"].rpartition("/")[2] for link in soup.select(".to-calendar")]
        assert files == ["activity-1.ics"]

    def test_a_large_picture_is_cut_for_telephones_and_for_screens_and_has_its_size(self, show):
        sources = show(activities.brand(EN)).select(".cover source")
        assert [source.get("media", "") for source in sources] == ["(width < 40rem)", "(width < 40rem)", ""]
        assert [source.get("height") for source in sources] == ["1200", "1200", None]

    def test_shifts_have_anchors_days_and_places(self, show):
        soup = show(activities.recruitment(EN))
        assert [shift["id"] for shift in soup.select("[data-shifts] li")] == ["shift-1", "shift-2"]
        assert texts(soup, "#shift-1") == [
            "25 April 2026 Saturday 18:00–21:00 The head of Shiqiao Lane 8 volunteers needed Into my calendar"
        ]
        assert "1 volunteer needed" in texts(soup, "#shift-2")[0]
        assert "16 to 70 years" in soup.text

    def test_a_recruitment_that_asks_for_nothing_welcomes_everybody(self, show):
        assert "人人都可以参加" in show(activities.recruitment(ZH, full=False)).text

    def test_the_current_stage_is_marked(self, show):
        soup = show(activities.campaign(ZH))
        assert texts(soup, ".stage[aria-current=step] h3") == ["公开投票"]
        assert texts(soup, ".stage .chip") == ["已结束", "已结束", "进行中", "未开始"]
        assert texts(soup, ".criteria-weight") == ["40%", "60%"]


class TestLists:
    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_an_empty_section_offers_what_the_other_language_has_and_says_so(self, show, layout):
        soup = show(shelf.section(EN, layout), documents=[], elsewhere=shelf.everything("zh-hans"))
        assert "Not translated yet" in soup.select_one(".folio-main .caption").text
        titles = soup.select(".folio-main :is(.row-title, .card-title)")
        assert {title.get("lang") for title in titles} == {"zh-Hans"}
        assert articles.notice(ZH)["title"] in [title.text for title in titles]
        assert not soup.select(".folio-main .empty")

    def test_a_home_page_offers_it_in_each_of_its_lists(self, show):
        soup = show(shelf.home(ZH), documents=[], elsewhere=shelf.everything("en"), path="zh/index.html")
        for band in ("doable", "notices", "plans", "brands"):
            assert "尚无中文版" in soup.select_one(f"#{band} + .band-body .caption").text
            assert soup.select_one(f"#{band} + .band-body :is(.row-title, .card-title)")["lang"] == "en"

    def test_activities_of_the_other_language_are_offered_and_said_so(self, press):
        html = press.render("pages/activities.html", "en", [], elsewhere=shelf.everything("zh-hans"))
        coming = BeautifulSoup(html, "html.parser").select_one("section[aria-labelledby=coming]")
        assert "Not translated yet" in coming.select_one(".caption").text
        assert {title["lang"] for title in coming.select(".card-title")} == {"zh-Hans"}
        assert len(coming.select(".card")) == 4

    def test_an_archive_that_is_empty_leads_to_that_of_the_other_language(self, press):
        html = press.render(
            "pages/years.html", "en", [], elsewhere=shelf.everything("zh-hans"), path="en/archive/x"
        )
        soup = BeautifulSoup(html, "html.parser")
        assert "Not translated yet" in soup.select_one(".main .caption").text
        assert soup.select_one(".doors a")["href"].endswith("/zh/archive/2026/")

    def test_pinned_notices_come_first_and_say_so(self, show):
        soup = show(shelf.section(ZH))
        assert soup.select_one(".folio-main .rows .row-title").text == articles.notice(ZH)["title"]
        assert texts(soup, ".folio-main .rows .row:first-child .is-pinned") == ["置顶"]

    def test_plans_are_found_by_year_and_issuer_without_a_script(self, show):
        documents = shelf.everything("en") + plans.beside(EN)
        soup = show(shelf.section(EN, "plans"), documents=documents)
        assert texts(soup, ".filed a") == [
            "2027 1",
            "2026 3",
            "2025 1",
            "Liuxi Street Office 2",
            "Shiqiao Neighbourhood Committee 1",
        ]
        assert texts(soup, ".year-title") == ["2027", "2026", "2025"]
        assert soup.select_one(".filed a")["href"] == "../../../en/plans/year/2027/"

    def test_progress_of_several_plans_is_drawn_told_and_listed(self, press):
        soup = BeautifulSoup(press.filed(EN, "year", "2026"), "html.parser")
        assert texts(soup, ".chart figcaption p") == ["3 plans, 44% done on average, 5 of 12 tasks done"]
        bars = soup.select(".chart svg[role=img]")
        assert bars[1]["aria-label"] == "50%: 1 of 2 tasks done"
        assert [(rect["class"], rect["x"], rect["width"]) for rect in bars[1].select("rect")] == [
            (["is-done"], "0", "1"),
            (["is-under_way"], "1", "1"),
        ]
        assert texts(soup, ".chart tbody tr")[1] == "District Work Plan 2026 50 1 1 0 0 0"

    def test_one_plan_alone_is_no_chart(self, press):
        soup = BeautifulSoup(press.filed(ZH, "year", "2025"), "html.parser")
        assert soup.select(".chart") == []
        assert texts(soup, ".neighbours b") == ["2026年"]

    def test_plans_show_how_far_they_got(self, show):
        soup = show(shelf.section(EN, "plans"))
        assert texts(soup, ".plan-row .bar-words") == ["50% 3 of 7 tasks done, 1 dropped"]
        assert soup.select_one(".plan-row progress")["aria-label"]

    def test_archive_leads_to_the_months_around_it(self, press):
        html = press.render("pages/archive.html", "en", doc=shelf.section(EN), month="2026-02")
        soup = BeautifulSoup(html, "html.parser")
        assert soup.h1.text == "February 2026"
        assert texts(soup, ".neighbours a") == ["Older December 2025", "Newer March 2026"]
        assert soup.select_one(".leaf-ways a.more")["href"].endswith("#archive")

    def test_home_offers_what_can_be_done_now(self, show):
        soup = show(shelf.home(EN), path="en/index.html")
        assert texts(soup, "#doable + .band-body .card-title") == [
            "Guides wanted for Lantern Lane",
            "Green Top Ten 2026",
            "Election of the residents’ committee of Shiqiao",
        ]
        assert texts(soup, "#doable + .band-body .card-go") == [
            "See the shifts",
            "How to take part",
            "How to take part",
        ]
        assert texts(soup, ".front-links .card-title") == ["Become a volunteer", "Policies and rules"], (
            "no dead link"
        )
        assert soup.select_one(".front-picture img")["fetchpriority"] == "high"

    def test_the_popular_fragment_is_nothing_but_its_list(self, press):
        html = press.render(
            "partials/popular_list.html", "zh-hans", doc=shelf.popular(ZH), path="zh/popular/list.html"
        )
        soup = BeautifulSoup(html, "html.parser")
        assert soup.find(["html", "head", "script"]) is None
        assert soup.select_one("ol a")["href"] == "../../zh/notices/water-cut/"


class TestSearch:
    @pytest.fixture
    def found(self, press):
        return BeautifulSoup(
            press.search(
                "zh-hans",
                query="养老",
                answer=shelf.found("zh-hans"),
                sort="newest",
                switched="search?q=x",
                **shelf.narrowed("zh-hans"),
            ),
            "html.parser",
        )

    def test_before_anything_is_asked_it_gives_examples(self, press):
        soup = BeautifulSoup(press.search("zh-hans"), "html.parser")
        assert texts(soup, ".examples a")[0] == "停水"
        assert soup.select_one(".examples a")["href"].endswith("/zh/search?q=%E5%81%9C%E6%B0%B4")

    def test_a_hit_leads_to_its_task_with_marked_words(self, found):
        hit = found.select_one(".hit")
        assert hit.a["href"].endswith("/zh/plans/2026/#task-6")
        assert hit.mark.text == "养老"
        assert [part.text for part in hit.select(".hit-part mark")] == ["养老"]
        assert hit.select_one(".hit-part").text.strip() == "四、进一步加强虚拟养老服务"

    def test_the_form_keeps_filters_and_order(self, found):
        hidden = {(field["name"], field["value"]) for field in found.select("form.query input[type=hidden]")}
        assert hidden == {("type", "policy"), ("section", "page:6"), ("sort", "newest")}
        assert found.select_one("form.query input[name=q]")["value"] == "养老"
        shown = found.select("input[form=search-form]")
        assert [(field["name"], field["value"]) for field in shown] == [
            ("date_from", "2020-01-01"),
            ("date_to", ""),
            ("state", "in_force"),
        ]
        assert shown[2].has_attr("checked")

    def test_whoever_goes_by_keyboard_need_not_pass_all_filters(self, found):
        links = found.select(".main a")
        skip = next(link for link in links if link["href"] == "#results")
        assert links.index(skip) < links.index(found.select_one(".facet a"))
        assert found.select_one("#results[tabindex='-1'] .found-total")

    def test_facets_are_plain_links_with_words_and_counts(self, found):
        assert texts(found, "#facet-type + ul a") == ["工作计划 12", "政策文件 12"]
        assert texts(found, "#facet-state + ul a") == ["已废止 12"]

    def test_all_that_narrows_the_answer_is_said_and_can_be_taken_away(self, found):
        assert texts(found, ".chosen a") == [
            "移除： 政策文件",
            "移除： 现行有效",
            "移除： 政策文件",
            "移除： 2020年1月1日起",
            "全部移除",
        ]
        assert found.select_one(".chosen a")["href"] == "?without=type"

    def test_the_order_is_said(self, found):
        assert texts(found, ".sort [aria-current]") == ["最新"]

    def test_the_switch_asks_the_same_in_the_other_language(self, found):
        assert found.select_one("a.language")["href"].endswith("/en/search?q=x")

    def test_no_result_helps_on(self, press):
        soup = BeautifulSoup(
            press.search("en", query="xyz", answer=shelf.found("en", total=0)), "html.parser"
        )
        assert texts(soup, ".found-total") == ["No results for “xyz”"]
        assert soup.select_one(".did-you-mean a").text == "elderly"
        assert texts(soup, ".found-hits .empty li") == [
            "Try fewer or more general words.",
            "Check the spelling; pinyin works too.",
            "Or call us: 0000 1000100",
        ]

    def test_filters_that_leave_nothing_are_offered_to_be_left_out(self, press):
        answer = shelf.found("en", total=0) | {"unfiltered": 1}
        html = press.search("en", query="care", answer=answer, plain="?q=care", **shelf.narrowed("en"))
        link = BeautifulSoup(html, "html.parser").select_one(".empty a")
        assert (link.text, link["href"]) == ("See 1 result without filters", "?q=care")

    def test_what_is_in_another_language_is_marked_so(self, press):
        answer = shelf.found("zh-hans") | {"elsewhere": True}
        soup = BeautifulSoup(press.search("en", query="养老", answer=answer), "html.parser")
        hit = soup.select_one(".hit")
        assert {
            place.get("lang") for place in hit.select(".row-title, .hit-part > span > span, .hit-snippet")
        } == {"zh-Hans"}
        assert soup.select_one(".found-hits > .caption")

    def test_a_search_that_is_down_says_so(self, press):
        answer = shelf.found("en", total=0) | {"available": False}
        soup = BeautifulSoup(press.search("en", query="xyz", answer=answer), "html.parser")
        assert soup.select_one("[role=alert]")
        assert soup.select(".found-total") == []
