"""Forms draw themselves with our Jinja templates; everyone else's keep Django's."""

from functools import cached_property
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.exceptions import TemplateDoesNotExist


class GoldenRenderer(DjangoTemplates):
    """Templates under ui/ come from the Jinja engine, all others from Django itself."""

    @cached_property
    def pages(self) -> Jinja2:
        """The engine that draws our pages."""
        for engine in engines.all():
            if isinstance(engine, Jinja2):
                return engine
        raise TemplateDoesNotExist("TEMPLATES has no Jinja engine, and our forms need one.")

    def get_template(self, template_name: str) -> Any:
        """By name; the folder decides the engine."""
        if template_name.startswith("ui/"):
            return self.pages.get_template(template_name)
        return super().get_template(template_name)
