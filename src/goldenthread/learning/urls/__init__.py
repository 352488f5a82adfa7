"""Pages of learning."""

from goldenthread.learning.urls import cohorts, feed, offers

app_name = "learning"
urlpatterns = [*offers.urlpatterns, *cohorts.urlpatterns, *feed.urlpatterns]
