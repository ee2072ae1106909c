"""Open an account for someone who was invited, or find the one they have."""

from allauth.account.models import EmailAddress

from deelgenoot.people.models import Account


def find_account(address: str) -> Account | None:
    """Find the account that signs in with this mail address."""
    return Account.objects.filter(email=address.lower()).first()


def open_account(address: str, *, language: str) -> Account:
    """Open an account; the mailed code has shown that the address is theirs."""
    account = Account.objects.create_user(address, language=language)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account
