"""Pages that come from elsewhere and have no door of ours: who may come in, and why."""

from typing import NamedTuple


class ThirdParty(NamedTuple):
    """One routed page of another package: whether it asks who you are, and why that is right."""

    open_to_all: bool
    why: str


ALLAUTH = {
    "account_login": ThirdParty(True, "whoever has an account asks for a code here"),
    "account_request_login_code": ThirdParty(True, "the same page, under allauth's other name"),
    "account_confirm_login_code": ThirdParty(True, "the code from the mail is typed here"),
    "account_logout": ThirdParty(True, "signing out twice is no mistake"),
    "account_inactive": ThirdParty(True, "says that an account was closed; names nobody"),
    "account_reauthenticate": ThirdParty(False, "asks for the second step once more"),
    "mfa_index": ThirdParty(False, "one's own second step"),
    "mfa_authenticate": ThirdParty(True, "the second step, between the code and being signed in"),
    "mfa_reauthenticate": ThirdParty(False, "asks for the second step once more"),
    "mfa_activate_totp": ThirdParty(False, "sets up one's own second step"),
    "mfa_deactivate_totp": ThirdParty(False, "takes one's own second step away"),
    "mfa_view_recovery_codes": ThirdParty(False, "shows one's own spare codes"),
    "mfa_generate_recovery_codes": ThirdParty(False, "makes one's own spare codes anew"),
    "mfa_download_recovery_codes": ThirdParty(False, "keeps one's own spare codes"),
}
"""Pages of django-allauth; they read and write accounts only, never a row about a child."""
