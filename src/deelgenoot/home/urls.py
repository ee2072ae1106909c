"""Addresses of the front door, with those of signing in that are routed."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from deelgenoot.home.signing_in import SetUpSecondFactor, SignIn, TurnOffSecondFactor
from deelgenoot.home.views import entering, newcomer, today

sign_in = login_not_required(SignIn.as_view())

pages = (
    [
        path("", today.today, name="today"),
        path("gevraagd/<uuid:ask_id>/klaar/", today.done, name="done"),
        path("uitnodiging/", entering.invited, name="invited"),
        path("welkom/", newcomer.welcome, name="welcome"),
        path("welkom/laten-zien/", newcomer.show_who_i_am, name="prove"),
    ],
    "home",
)
signing_in = [
    path("inloggen/", sign_in, name="account_login"),
    path("inloggen/mail/", sign_in, name="account_request_login_code"),
    path("inloggen/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("gesloten/", account.account_inactive, name="account_inactive"),
    path("aanmelden/", entering.how_to_come_in, name="account_signup"),
    path("nogmaals/", account.reauthenticate, name="account_reauthenticate"),
    path("tweede-stap/", mfa.index, name="mfa_index"),
    path("tweede-stap/code/", mfa.authenticate, name="mfa_authenticate"),
    path("tweede-stap/nogmaals/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("tweede-stap/instellen/", SetUpSecondFactor.as_view(), name="mfa_activate_totp"),
    path("tweede-stap/stoppen/", TurnOffSecondFactor.as_view(), name="mfa_deactivate_totp"),
    path("reservecodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "reservecodes/nieuw/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "reservecodes/bewaren/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
urlpatterns = [path("", include(pages)), *signing_in]
