"""What pages of the demonstration share: organisations, topics, pictures, files and the settings of the site.

Each function makes what is missing and leaves what is there as it is.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from wagtail.models import Collection
from wagtail.utils.file import hash_filelike

from cms.core.models import Attachment, Image, Organisation, ResponsiblePerson, SiteSettings, Topic
from cms.core.picture_files import CleanFile
from cms.demo import content

PICTURES = Path(settings.PROJECT) / "media" / "demo"
COLLECTION = "演示 Demonstration"
CREDIT = "Linli"


def organisations() -> dict[str, Organisation]:
    """The offices by slug."""
    found: dict[str, Organisation] = {}
    for table in content.read("organisations.toml")["organisation"]:
        fields = _bilingual(table, ("name", "about", "address", "hours")) | {
            "level": table["level"],
            "phone": table["phone"],
            "parent": found.get(table.get("parent", "")),
        }
        found[table["slug"]], made = Organisation.objects.get_or_create(slug=table["slug"], defaults=fields)
        if made:
            found[table["slug"]].people.set(_person(person) for person in table.get("people", []))
            found[table["slug"]].save()
    return found


def _person(table: dict[str, Any]) -> ResponsiblePerson:
    return ResponsiblePerson(**_bilingual(table, ("name", "duty")), phone=table["phone"])


def topics() -> dict[str, Topic]:
    """The topics by slug."""
    tables = content.read("topics.toml")["topic"]
    return {
        table["slug"]: Topic.objects.get_or_create(
            slug=table["slug"], defaults={"name_zh": table["zh-hans"], "name_en": table["en"]}
        )[0]
        for table in tables
    }


def site_settings() -> None:
    """The name, footer and contact of the site, unless somebody has already said something else."""
    current = SiteSettings.load()
    untouched = SiteSettings(pk=current.pk)
    if any(
        getattr(current, field.attname) != getattr(untouched, field.attname)
        for field in SiteSettings._meta.fields
    ):
        return
    table = content.read("site.toml")
    fields = _bilingual(table, ("name", "tagline", "footer", "address", "hours"))
    fields |= {name: table[name] for name in ("theme", "phone", "email", "icp_filing")}
    for name, value in fields.items():
        setattr(current, name, value)
    current.save()


def _bilingual(table: dict[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    return {
        f"{name}_{suffix}": table[locale][name]
        for name in names
        for suffix, locale in (("zh", "zh-hans"), ("en", "en"))
    }


class Shelf:
    """The pictures and files, each taken from the project's folders when it is first asked for."""

    def __init__(self, user: Any) -> None:
        self._user = user
        self._words = content.read("pictures.toml")
        self._images: dict[tuple[str, str], Image] = {}
        self.made = 0

    def words(self, name: str, locale: str) -> str:
        """What a picture shows. KeyError if there is no such picture."""
        return self._words[name][locale]

    def image(self, name: str, locale: str) -> Image:
        """The picture whose own description is in this language, for places without an alternative text."""
        key = (name, locale)
        if key not in self._images:
            self._images[key] = self._find_or_make_image(PICTURES / f"{name}.jpg", self.words(name, locale))
        return self._images[key]

    def attachment(self, name: str, title: str) -> Attachment:
        """The file of that name."""
        path = content.FOLDER / "files" / name
        with path.open("rb") as file:
            digest = hash_filelike(file)
            found = Attachment.objects.filter(file_hash=digest).first()
            if found:
                return found
            self.made += 1
            made = Attachment(title=title, collection=self._collection(), uploaded_by_user=self._user)
            made.file_hash, made.file_size = digest, path.stat().st_size
            made.file.save(name, File(file), save=False)
        made.save()
        return made

    def _find_or_make_image(self, path: Path, description: str) -> Image:
        with path.open("rb") as file:
            digest = hash_filelike(file)
            found = Image.objects.filter(file_hash=digest, description=description[:255]).first()
            if found:
                return found
            self.made += 1
            made = Image(title=path.stem, description=description, credit=CREDIT, uploaded_by_user=self._user)
            made.collection, made.file_hash, made.file_size = self._collection(), digest, path.stat().st_size
            made.file.save(path.name, CleanFile(file.read(), path.name), save=False)
        made.save()
        return made

    def _collection(self) -> Collection:
        root = Collection.get_first_root_node()
        return root.get_children().filter(name=COLLECTION).first() or root.add_child(name=COLLECTION)
