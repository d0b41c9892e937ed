"""How a draft fills the page of an election."""

from cms.campaigns.models import (
    Candidate,
    ElectionPage,
    ElectionQuestion,
    ElectionStep,
    PollingPlace,
    UsualStep,
)
from cms.demo.drafts import Draft


def election(page: ElectionPage, draft: Draft) -> None:
    page.method, page.election_day = draft.field("method"), draft.day("election_day")
    for name in ("committee", "posts", "contact", "list_place", "list_hours"):
        setattr(page, name, draft.text(name))
    for name in ("list_from", "list_until"):
        setattr(page, name, draft.day(name))
    if page.election_day:
        page.steps = [
            ElectionStep(sort_order=number, **usual.row(page.election_day, draft.locale))
            for number, usual in enumerate(UsualStep.objects.all())
        ]
    page.polls = [
        PollingPlace(
            title=title,
            place=place,
            serves=serves,
            access=access,
            starts_at=draft.moment(row["starts"]),
            ends_at=draft.moment(row["ends"]),
        )
        for row, (title, place, serves, access) in zip(draft.field("poll"), draft.words("polls"), strict=True)
    ]
    page.candidates = [
        Candidate(name=name, post=post, text=text) for name, post, text in draft.words("candidates")
    ]
    page.questions = [
        ElectionQuestion(question=question, answer=answer) for question, answer in draft.words("questions")
    ]
