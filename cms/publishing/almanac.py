"""What takes place when, as a batch of files looks it up: a few statements, however many months and files there are."""

from collections.abc import Iterable

from cms.core.documents import Data
from cms.publishing import occasions

MONTH, FILE = "activities:", "occasion:"  # how the targets begin that show occasions


class Almanac:
    """Everything is as the database has it when it is first asked for: use one for a batch, not for longer."""

    def __init__(self) -> None:
        self._months: dict[str, list[str]] = {}
        self._in_month: dict[tuple[str, str], list[Data]] = {}
        self._named: dict[str, tuple[str, Data] | None] = {}

    def read_ahead(self, targets: Iterable[str]) -> None:
        """Fetch what these targets show."""
        wanted: dict[str, list[str]] = {}
        names = []
        for target in targets:
            name = target.partition(":")[2]
            if target.startswith(MONTH):
                locale, _colon, month = name.partition(":")
                wanted.setdefault(locale, []).append(month)
            elif target.startswith(FILE):
                names.append(name)
        for locale, months in wanted.items():
            self._read_months(locale, months)
        if names:
            self._read_named(names)

    def months(self, locale: str) -> list[str]:
        """The months in which anything takes place, the latest first."""
        if locale not in self._months:
            self._months[locale] = occasions.months(locale)
        return self._months[locale]

    def beside(self, locale: str, month: str) -> tuple[str | None, str | None]:
        """The months with anything just before and just after one."""
        months = self.months(locale)
        later = [each for each in months if each > month]
        return next((each for each in months if each < month), None), later[-1] if later else None

    def in_month(self, locale: str, month: str) -> list[Data]:
        """What takes place in a month, in the order of time."""
        if (locale, month) not in self._in_month:
            self._read_months(locale, [month])
        return self._in_month[locale, month]

    def find(self, name: str) -> tuple[str, Data] | None:
        """The locale and the occasion of a name such as "page:5:shift-2"."""
        if name not in self._named:
            self._read_named([name])
        return self._named[name]

    def _read_months(self, locale: str, months: list[str]) -> None:
        found = occasions.in_months(locale, months)
        self._in_month |= {(locale, month): there for month, there in found.items()}

    def _read_named(self, names: list[str]) -> None:
        found = occasions.of_documents({name.rpartition(":")[0] for name in names})
        self._named |= {name: found.get(name) for name in names}
