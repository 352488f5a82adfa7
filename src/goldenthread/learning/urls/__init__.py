"""Pages of learning."""

from goldenthread.learning.urls import cohorts, offers

app_name = "learning"
urlpatterns = [*offers.urlpatterns, *cohorts.urlpatterns]
