import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.discovery import lexicon, searching
from cms.discovery.answers import answer_data
from cms.publishing.indexing import spare_location
from search.api import Index, is_address, open_index
from search.documents import Query


class Command(BaseCommand):
    help = "What residents would find."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text")
        parser.add_argument(
            "--engine",
            default="",
            help="embedded or elasticsearch, where the site has it; or the address or folder of another index",
        )
        parser.add_argument("--locale", default="", help="zh, zh-hans or en; all languages where not given")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, text: str, engine: str, locale: str, as_json: bool, **options: Any) -> None:
        if locale and not searching.locale_of(locale):
            raise CommandError(f"no such language: {locale}")
        query = Query(text=text, locale=searching.locale_of(locale))
        answer = self._index(engine).search(query) if engine else searching.ask(query)
        if not answer.available:
            raise CommandError("there is no usable index: run rebuild_index")
        if as_json:
            self.stdout.write(json.dumps(answer_data(answer), ensure_ascii=False))
            return
        self.stdout.write(f"{answer.total} found in {answer.seconds * 1000:.1f} ms")
        for hit in answer.hits:
            self.stdout.write(f"{hit.url}\t{hit.title}\t{hit.part_title}")

    def _index(self, engine: str) -> Index:
        """The site's index of this engine, or the index at this place."""
        own = [settings.SEARCH_URL, spare_location()]
        kinds = {"embedded": False, "elasticsearch": True}
        if engine in kinds:
            fitting = [place for place in own if place and is_address(place) == kinds[engine]]
            if not fitting:
                raise CommandError(f"the site has no index of the engine {engine}")
            engine = fitting[0]
        elif not is_address(engine) and not Path(engine).is_dir():
            raise CommandError(f"there is no index in {engine}; the engines are {' and '.join(kinds)}")
        try:
            return open_index(engine, lexicon.recent)
        except ValueError as error:
            raise CommandError(str(error)) from error
