"""The addresses of the desk."""

from django.urls import path

from cms.campaigns.desk import results, reviews, scoring

urlpatterns = [
    path("campaigns/reviews/", reviews.ReviewsView.as_view(), name="campaigns_reviews"),
    path("campaigns/reviews/<uuid:procedure>/", reviews.ReviewView.as_view(), name="campaigns_review"),
    path(
        "campaigns/reviews/<uuid:procedure>/<uuid:entry>/",
        reviews.SheetView.as_view(),
        name="campaigns_sheet",
    ),
    path("campaigns/procedures/", scoring.ProceduresView.as_view(), name="campaigns_procedures"),
    path(
        "campaigns/procedures/<uuid:procedure>/scoring/",
        scoring.ScoringView.as_view(),
        name="campaigns_scoring",
    ),
    path(
        "campaigns/procedures/<uuid:procedure>/result/", results.ResultView.as_view(), name="campaigns_result"
    ),
    path(
        "campaigns/procedures/<uuid:procedure>/objections/<int:number>/",
        results.ObjectionView.as_view(),
        name="campaigns_objection",
    ),
]
