"""`goldenthread manage audit_verify`: is the record whole?"""

from django.core.management.base import BaseCommand, CommandError

from goldenthread.audit import queries


class Command(BaseCommand):
    help = "Recompute the audit chain and report the unsealed tail."

    def handle(self, *args: object, **options: object) -> None:
        report = queries.verify()
        if not report.is_whole:
            raise CommandError(f"The record differs from its seal number {report.broken_at}.")
        self.stdout.write(
            f"{report.sealed} events sealed and whole; {report.unsealed} not sealed yet."
        )
