"""`goldenthread manage add_administrator NAME EMAIL`: the first account of a deployment."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from goldenthread.access import operations
from goldenthread.access.actor import Actor
from goldenthread.access.terms import Refused, Role, ScopeKind


class Command(BaseCommand):
    help = "Add an account that may add others. The person signs in with a link sent by email."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *args: object, name: str, email: str, **options: object) -> None:
        by = Actor.system(reason="the command add_administrator")
        try:
            user_id = operations.create_user(email=email, name=name, by=by)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        operations.grant_role(
            user_id=user_id,
            role=Role.ADMINISTRATOR,
            scope_kind=ScopeKind.EVERYTHING,
            starts_on=timezone.localdate(),
            by=by,
        )
        self.stdout.write(f"{name} can sign in at {settings.PUBLIC_ADDRESS}{settings.LOGIN_URL}")
