"""Counting the rows that belong to each row of another query, inside that query."""

from typing import Any

from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce


def counted_by(key: str, rows: QuerySet[Any]) -> Coalesce:
    """How many of these rows there are; they point by `key` at the row of the outer query."""
    counted = rows.order_by().values(key).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
