"""Open an account for someone who was invited, or find the one they have."""

from uuid import UUID

from allauth.account.models import EmailAddress

from deelgenoot.people.models import Account


def find_account(address: str) -> Account | None:
    """Find the account that signs in with this mail address."""
    return Account.objects.filter(email=address.lower()).first()


def account_of_number(number: UUID) -> Account:
    """Find an account by its number."""
    return Account.objects.get(pk=number)


def open_account_without_mail(*, language: str) -> Account:
    """Open an account for who came in with a letter; no mail address opens it."""
    return Account.objects.create_user(language=language)


def open_account(address: str, *, language: str) -> Account:
    """Open an account; the mailed code has shown that the address is theirs."""
    account = Account.objects.create_user(address, language=language)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account
