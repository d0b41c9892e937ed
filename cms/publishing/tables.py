"""What publishing needs to know of Wagtail's, so that the public tree can be made without it. See ADR 14."""

from django.db import models


class SiteFrame(models.Model):
    """What every page of one language shows of the site settings, as JSON."""

    locale = models.CharField(max_length=20, primary_key=True)
    data = models.TextField()

    def __str__(self) -> str:
        return self.locale


class RedirectRow(models.Model):
    """A redirect, read from Wagtail's own table. Only Wagtail's model writes it."""

    old_path = models.CharField(max_length=255)
    redirect_page_id = models.BigIntegerField(null=True)
    redirect_page_route_path = models.CharField(max_length=255)
    redirect_link = models.CharField(max_length=255)
    is_permanent = models.BooleanField()
    automatically_created = models.BooleanField()

    class Meta:
        managed = False
        db_table = "wagtailredirects_redirect"

    def __str__(self) -> str:
        return self.old_path


class GoneAddress(models.Model):
    """An address that was public once and leads nowhere now. It is forgotten when something is public there again."""

    url = models.CharField(max_length=700, primary_key=True)

    def __str__(self) -> str:
        return self.url


class LongPath(models.Model):
    """The whole of a path that Wagtail's table holds shortened. The same path is always shortened to the same one."""

    old_path = models.CharField(max_length=255, primary_key=True)
    whole = models.TextField()

    def __str__(self) -> str:
        return self.whole
