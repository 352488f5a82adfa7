"""Pages of messaging. Paths are whole: web includes this at the root."""

from django.urls import path

from goldenthread.messaging.views import outbox, returned, wordings

app_name = "messaging"
urlpatterns = [
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/messages.<slug:kind>", outbox.outbox_export, name="outbox_export"),
    path("outbox/came-back/", returned.came_back, name="came_back"),
    path("outbox/<int:message_id>/", outbox.message_show, name="message_show"),
    path("outbox/<int:message_id>/again/", outbox.message_again, name="message_again"),
    path("programmes/<int:programme_id>/wordings/", wordings.wording_index, name="wording_index"),
    path(
        "programmes/<int:programme_id>/wordings/<slug:message_kind>/",
        wordings.wording_edit,
        name="wording_edit",
    ),
    path(
        "programmes/<int:programme_id>/wordings/<slug:message_kind>/reset/",
        wordings.wording_reset,
        name="wording_reset",
    ),
]
