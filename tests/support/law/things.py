"""What staff change that pages only use: organisations, topics, images, attachments, settings; and times."""

from contextlib import suppress
from datetime import timedelta

from django.conf import settings as config
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule
from wagtail.contrib.redirects.models import Redirect

from cms.core.models import Attachment, Image, Organisation, ResponsiblePerson, SiteSettings, Topic
from cms.discovery.popular import refresh_popular
from cms.publishing import schedule
from cms.volunteers.models import Shift
from tests import factories
from tests.support.law.staff import CHOICE, TITLES, Staff, as_the_form_allows
from tests.support.law.town import COLOURS, picture

MOMENTS = st.sampled_from([timedelta(minutes=-5), timedelta(minutes=5), timedelta(hours=20)])


class Things(Staff):
    @rule(name=TITLES, number=CHOICE)
    def rename_an_organisation_or_topic(self, name, number):
        thing = self.pick([*Organisation.objects.all(), *Topic.objects.all()], number)
        thing.name_zh = name
        thing.save()

    @rule(number=CHOICE, words=TITLES, above=CHOICE)
    def change_what_an_organisation_says(self, number, words, above):
        """Its contact, its short name, the body above it, and who is responsible."""
        body = self.pick(list(Organisation.objects.order_by("pk")), number)
        body.phone, body.about_en = words, words
        if number % 3 == 0:
            body.slug = f"body-{number % 4}-{body.pk}"
        if body.level == "street":
            body.parent = self.pick([None, *Organisation.objects.filter(level="district")], above)
        body.people = [ResponsiblePerson(name_zh=words, duty_zh="安全")] if number % 2 else []
        body.save()

    @rule(number=CHOICE, days=st.lists(st.integers(0, 60), max_size=3), title=TITLES)
    def say_when_volunteers_are_wanted(self, number, days, title):
        """In the shifts of a recruitment, which is made where there is none; and in a notice's deadline."""
        kinds = {"recruitment": [], "notice": []}
        for page in self.own_pages():
            kinds.setdefault(page.document_type, []).append(page)
        page = self.pick(kinds["recruitment"], number) or factories.recruitment(title, self.section(number))
        starts = [timezone.now() + timedelta(days=day) for day in days]
        page.title = title
        page.shifts = [Shift(starts_at=start, ends_at=start + timedelta(hours=2)) for start in starts]
        notice = self.pick(kinds["notice"], number)
        if notice:
            notice.deadline = starts[0].date() if starts else None
        for changed in filter(None, (page, notice)):
            with as_the_form_allows():
                factories.publish(changed)

    @rule(number=CHOICE)
    def delete_an_organisation_that_nobody_needs(self, number):
        Organisation.objects.get_or_create(slug="fresh", name_zh="新", level="community")
        with suppress(ProtectedError), transaction.atomic():
            self.pick(list(Organisation.objects.order_by("-pk")), number % 3).delete()

    @rule()
    def delete_a_topic(self):
        Topic.objects.all().delete()

    # As the admin's forms do: see BaseImageForm.save and BaseDocumentForm.save in Wagtail.

    @rule(number=st.integers(1, 5))
    def give_an_image_another_file(self, number):
        for image in Image.objects.all():
            old = image.file.name
            image.file = picture(number)
            image._set_image_file_metadata()
            image.save()
            image.file.storage.delete(old)
            image.renditions.all().delete()

    @rule(title=TITLES, x=st.integers(2, 9))
    def describe_an_image(self, title, x):
        for image in Image.objects.all():
            image.description = title
            image.focal_point_x, image.focal_point_y = x, 5
            image.focal_point_width = image.focal_point_height = 4
            image.save()

    @rule(number=st.integers(1, 5), title=TITLES)
    def give_an_attachment_another_file(self, number, title):
        for attachment in Attachment.objects.all():
            attachment.title, old = title, attachment.file.name
            attachment.file = ContentFile(f"form {number}".encode(), name="form.txt")
            attachment._set_document_file_metadata()
            attachment.save()
            attachment.file.storage.delete(old)

    @rule(attachment=st.booleans())
    def delete_an_image_or_attachment(self, attachment):
        thing = (Attachment if attachment else Image).objects.first()
        if thing:
            thing.delete()

    @rule(title=TITLES, colour=st.sampled_from(COLOURS))
    def change_the_site_settings(self, title, colour):
        settings = SiteSettings.load()
        settings.name_zh, settings.theme = title, colour
        settings.save()

    # --- Redirects ------------------------------------------------------------------------------------

    @rule(number=CHOICE, at=CHOICE, kind=st.sampled_from(["page", "page", "inside", "elsewhere"]))
    def redirect(self, number, at, kind):
        """From an address of the site, taken or not, to a page, to another redirect or elsewhere."""
        page = self.pick(self.pages(), number) or factories.home()
        paths = ["/a", "/b", "/zh/one", "/zh/notices/two", page.url_path.rstrip("/")]
        to = {
            "page": {"redirect_page": page},
            "inside": {"redirect_link": config.PUBLIC_URL + self.pick(paths, number)},
            "elsewhere": {"redirect_link": "https://example.org/"},
        }
        old = self.pick(paths, at)
        made = Redirect.objects.filter(old_path=old, site=None).first() or Redirect(old_path=old)
        made.redirect_page, made.redirect_link = None, ""
        for name, value in to[kind].items():
            setattr(made, name, value)
        made.save()

    @rule(number=CHOICE)
    def take_a_redirect_away(self, number):
        if found := self.pick(list(Redirect.objects.order_by("pk")), number):
            found.delete()

    # --- The clock --------------------------------------------------------------------------------------

    @rule(number=CHOICE, title=TITLES, go_live=MOMENTS, expires=st.none() | MOMENTS)
    def schedule_a_page(self, number, title, go_live, expires):
        if page := self.pick(self.own_pages(), number):
            page.title, page.go_live_at = title, timezone.now() + go_live
            page.expire_at = page.go_live_at + abs(expires) if expires else None
            with as_the_form_allows():
                page.save_revision().publish()

    @rule(time=st.sampled_from([{"minutes": 6}, {"hours": 22}, {"days": 40}]))
    def time_passes(self, time):
        self.clock.pass_by(**time)
        schedule.run_due()

    @rule()
    def popular_articles_are_counted(self):
        refresh_popular()
