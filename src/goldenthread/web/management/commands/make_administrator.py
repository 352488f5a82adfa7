"""`goldenthread manage make_administrator`: the first account of a deployment."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from goldenthread.access import operations
from goldenthread.access.actor import Actor
from goldenthread.access.terms import Refused, Role, ScopeKind


class Command(BaseCommand):
    help = "Make an account that may look after accounts and grants. It signs in by emailed link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)

    def handle(self, *args: object, **options: str) -> None:
        by = Actor.system(reason="first administrator, made on the command line")
        try:
            user_id = operations.create_user(email=options["email"], name=options["name"], by=by)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        operations.grant_role(
            user_id=user_id,
            role=Role.ADMINISTRATOR,
            scope_kind=ScopeKind.EVERYTHING,
            starts_on=timezone.localdate(),
            by=by,
        )
        self.stdout.write(f"{options['name']} can sign in by a link sent to {options['email']}.")
