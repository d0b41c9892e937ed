"""The site's languages: how each is named, marked in HTML and addressed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """`locale` is Wagtail's code, `lang` the HTML attribute, `segment` the first part of every address."""

    locale: str
    lang: str
    segment: str
    label: str


LANGUAGES = {
    language.locale: language
    for language in (
        Language("zh-hans", "zh-Hans", "zh", "中文"),
        Language("en", "en", "en", "English"),
    )
}
BY_SEGMENT = {language.segment: language for language in LANGUAGES.values()}


def language_of(name: str) -> Language:
    """The language of a locale or an address segment. Raises KeyError for any other name."""
    return LANGUAGES.get(name) or BY_SEGMENT[name]
