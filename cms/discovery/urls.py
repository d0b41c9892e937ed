from django.urls import path, re_path

from cms.core.languages import BY_SEGMENT
from cms.discovery import views

urlpatterns = [
    re_path(rf"^(?P<segment>{'|'.join(BY_SEGMENT)})/search/?$", views.search_page, name="search"),
    path("api/search", views.search_json, name="search_json"),
    path("api/suggest", views.suggest, name="suggest"),
    path("api/opened", views.opened, name="opened"),
    path("api/read", views.read, name="read"),
]
