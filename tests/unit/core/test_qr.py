"""QR codes as they stand in pages."""

import re

import segno
from bs4 import BeautifulSoup

from cms.core.qr import QUIET, svg


def test_a_code_is_one_svg_with_a_name_and_a_quiet_zone():
    text = "https://example.org/zh/my/service/"
    drawn = BeautifulSoup(svg(text, 'Scan "me"'), "html.parser").svg
    assert (drawn["role"], drawn["aria-label"]) == ("img", 'Scan "me"')
    width = segno.make_qr(text, error="m").symbol_size(border=QUIET)[0]
    assert drawn["viewbox"] == f"0 0 {width} {width}"
    assert not re.search(r"https?://(?!www\.w3\.org)", str(drawn))  # it loads nothing
