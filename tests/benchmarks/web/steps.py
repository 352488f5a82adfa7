"""What one request is, and what a visit is made of. Free of Django: any server can be asked."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """`{base}` in a path is where the first step led; `{n}` in a value is a number of its own."""

    path: str
    form: tuple[tuple[str, str], ...] | None = None

    @property
    def is_post(self) -> bool:
        return self.form is not None


Flow = tuple[Step, ...]


@dataclass(frozen=True)
class Visit:
    """A page or an action. Flows that spend what they use are gone through once each."""

    name: str
    flows: tuple[Flow, ...]
    role: str = ""
    is_spent: bool = False
    is_list: bool = False
    cookies: dict[str, str] = field(default_factory=dict)


def page(name: str, path: str, role: str = "", *, is_list: bool = False) -> Visit:
    return Visit(name, ((Step(path),),), role, is_list=is_list)


def action(name: str, path: str, form: dict[str, str], role: str = "") -> Visit:
    return Visit(name, ((Step(path, tuple(form.items())),),), role)
