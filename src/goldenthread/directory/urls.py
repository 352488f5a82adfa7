"""Pages of directory. Paths are whole: web includes this at the root."""

from django.urls import path

from goldenthread.directory.views import organisations, people, places, posts, requests

app_name = "directory"
urlpatterns = [
    path("directory/", people.person_list, name="person_list"),
    path("directory/people/add/", people.person_add, name="person_add"),
    path("directory/people/<int:person_id>/", people.person_show, name="person_show"),
    path("directory/people/<int:person_id>/edit/", people.person_edit, name="person_edit"),
    path("directory/people/<int:person_id>/manager/", posts.manager_set, name="manager_set"),
    path("directory/people/<int:person_id>/posts/add/", posts.post_add, name="post_add"),
    path("directory/posts/<int:post_id>/end/", posts.post_end, name="post_end"),
    path("directory/people.<slug:kind>", people.person_export, name="person_export"),
    path("directory/own/", organisations.own_organisations, name="organisation_own"),
    path("directory/organisations/", organisations.organisation_list, name="organisation_list"),
    path("directory/organisations/add/", organisations.organisation_add, name="organisation_add"),
    path(
        "directory/organisations.<slug:kind>",
        organisations.organisation_export,
        name="organisation_export",
    ),
    path(
        "directory/organisations/<int:organisation_id>/",
        organisations.organisation_show,
        name="organisation_show",
    ),
    path(
        "directory/organisations/<int:organisation_id>/edit/",
        organisations.organisation_edit,
        name="organisation_edit",
    ),
    path("directory/requests/", requests.request_list, name="request_list"),
    path("directory/requests/<int:request_id>/", requests.request_show, name="request_show"),
    path("directory/places/", places.place_list, name="place_list"),
    path("directory/places.<slug:kind>", places.place_export, name="place_export"),
    path("directory/places/add/", places.place_add, name="place_add"),
    path("directory/places/<int:place_id>/edit/", places.place_edit, name="place_edit"),
]
