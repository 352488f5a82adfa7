"""Addresses of signing in, roles and accounts."""

from django.urls import path

from goldenthread.web.accounts.views import accounts, permissions, signing_in

app_name = "access"
urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/link/", signing_in.ask_link, name="ask_link"),
    path("sign-in/link/sent/", signing_in.link_sent, name="link_sent"),
    path("sign-in/link/<str:token>/", signing_in.use_link, name="sign_in_link"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("my/password/", signing_in.choose_password, name="choose_password"),
    path("permissions/", permissions.permission_list, name="permission_list"),
    path("access/", accounts.account_list, name="account_list"),
    path("access/add/", accounts.account_add, name="account_add"),
    path("access/<int:user_id>/", accounts.account_show, name="account_show"),
    path("access/<int:user_id>/close/", accounts.account_close, name="account_close"),
    path("access/<int:user_id>/open/", accounts.account_open, name="account_open"),
    path("access/<int:user_id>/roles/<int:grant_id>/end/", accounts.grant_end, name="grant_end"),
]
