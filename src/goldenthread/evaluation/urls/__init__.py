"""Pages of evaluation."""

from goldenthread.evaluation.urls import answer, open_links, papers, plans

app_name = "evaluation"
#: Links that people answer by come first: an address is looked for in this order.
urlpatterns = [
    *answer.urlpatterns,
    *plans.urlpatterns,
    *papers.urlpatterns,
    *open_links.urlpatterns,
]
