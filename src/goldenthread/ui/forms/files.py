"""A file from the person's own device."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.ui.forms.base import GoldenField
from goldenthread.ui.words import listed, size

TEN_MEGABYTES = 10 * 1024 * 1024


class FileField(GoldenField, forms.FileField):
    """One file, held to a size and to kinds by its ending: extensions=("csv", "xlsx")."""

    template_name = "ui/fields/file.jinja"
    verb = "Choose"

    def __init__(
        self, *, max_bytes: int = TEN_MEGABYTES, extensions: Sequence[str] = (), **rest: Any
    ) -> None:
        super().__init__(**rest)
        self.max_bytes = max_bytes
        self.extensions = tuple(one.lower().lstrip(".") for one in extensions)
        self.error_messages["empty"] = "The file has nothing in it. Choose another"

    @property
    def accept(self) -> str:
        """For the file picker."""
        return ",".join(f".{one}" for one in self.extensions)

    def to_python(self, data: Any) -> Any:
        """Small enough and of a kind we can read."""
        found = super().to_python(data)
        if found is None:
            return None
        if found.size > self.max_bytes:
            raise ValidationError(
                f"The file is {size(found.size)}. Choose one of {size(self.max_bytes)} or less",
                code="large",
            )
        if self.extensions and str(found.name).rpartition(".")[2].lower() not in self.extensions:
            kinds = listed([f".{one}" for one in self.extensions], joint="or")
            raise ValidationError(f"Choose a file that ends in {kinds}", code="kind")
        return found
