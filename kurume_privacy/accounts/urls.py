"""The addresses of log-in, log-out and the own password, under desk/."""

from django.urls import path

from kurume_privacy.accounts import log_in

urlpatterns = [
    path("login/", log_in.LogIn.as_view(), name="login"),
    path("logout/", log_in.LogOut.as_view(), name="logout"),
    path("password/", log_in.ChangePassword.as_view(), name="password_change"),
    path("password/done/", log_in.PasswordChanged.as_view(), name="password_change_done"),
]
