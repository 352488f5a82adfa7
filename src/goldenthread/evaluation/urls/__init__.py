"""Pages of evaluation."""

from goldenthread.evaluation.urls import answer, papers, plans

app_name = "evaluation"
#: Links that people answer by come first: an address is looked for in this order.
urlpatterns = [*answer.urlpatterns, *plans.urlpatterns, *papers.urlpatterns]
