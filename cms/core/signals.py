"""What pages tell of themselves. Publishing listens; core knows nobody who does."""

from django.dispatch import Signal

# A live page's public form may have changed in a way that no Wagtail signal tells inside the transaction: its
# address, its place in the tree. Sent with `instance` and, where its site address is another, the former one as
# `url_path_before`.
page_changed = Signal()

# A page that has others below it came within residents' reach, or out of it, and all of them with it. Sent by
# publishing with `instance`, to those who show something of pages elsewhere.
reach_changed = Signal()

# A page has carried out the task of the plan that it fulfils, by a user's decision. Sent with `instance` (that page in
# the site's first language), `pages` (it in all), `by`, and what is to be said: `text_zh`, `text_en`. Plans listen.
carried_out = Signal()

# Pages were deleted for good, since who they told of no longer agrees: nobody keeps their titles. Sent with `pages`,
# their keys, and `name`, what they are called from now on.
names_erased = Signal()
