"""Pages of evaluation."""

from goldenthread.evaluation.urls import answer, plans

app_name = "evaluation"
urlpatterns = [*plans.urlpatterns, *answer.urlpatterns]
