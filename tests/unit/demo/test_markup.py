"""Markdown into blocks."""

from wagtail.rich_text import RichText

from cms.demo.markup import Converter


def blocks(source):
    converter = Converter(
        page={"notices/water-cut": 7}.__getitem__,
        picture=lambda name: {"image": name, "alt": "described"},
        attachment=lambda name, title: (name, title),
    )
    return [
        (kind, value.source if isinstance(value, RichText) else value)
        for kind, value in converter.blocks(source)
    ]


def test_paragraphs_and_lists_become_one_text():
    assert blocks("One **two**\n\n- a\n- b") == [
        ("text", "<p>One <b>two</b></p><ul><li>a</li><li>b</li></ul>"),
    ]


def test_headings_divide_the_text():
    assert blocks("One\n\n## Head\n\nTwo\n\n### Sub") == [
        ("text", "<p>One</p>"),
        ("heading", {"text": "Head", "level": "2"}),
        ("text", "<p>Two</p>"),
        ("heading", {"text": "Sub", "level": "3"}),
    ]


def test_a_link_to_a_page_is_a_page_link_of_the_editor():
    [(_, html)] = blocks("See [the notice](page:notices/water-cut) or [elsewhere](https://example.org).")

    assert '<a linktype="page" id="7">the notice</a>' in html
    assert '<a href="https://example.org">elsewhere</a>' in html


def test_a_table_takes_the_caption_above_it():
    [(kind, table)] = blocks("Table: When\n\n| A | B |\n| --- | --- |\n| **1** | 2 |")

    assert kind == "table"
    assert table["data"] == [["A", "B"], ["1", "2"]]
    assert table["table_caption"] == "When"
    assert table["first_row_is_table_header"]


def test_a_caption_is_for_one_table_only():
    table = "| A |\n| --- |\n| 1 |"
    captions = [value["table_caption"] for _, value in blocks(f"Table: When\n\n{table}\n\n{table}")]

    assert captions == ["When", ""]


def test_pictures_files_and_quotes_are_blocks_of_their_own():
    assert blocks("![By the river](picture:river)\n\n[The form](attachment:form.docx)\n\n> Said so.") == [
        ("image", {"image": "river", "alt": "described", "caption": "By the river"}),
        ("attachment", ("form.docx", "The form")),
        ("quote", {"text": "Said so.", "attribution": ""}),
    ]
