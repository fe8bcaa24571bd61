"""The index of the paths' pages, by target and by the service that sends."""

from collections.abc import Callable, Iterable, Iterator

from keypost.catalogue.declare import Path
from keypost.estate.kind import Kind
from keypost.reports.wording import paths as words
from keypost.text import LANGUAGES, Text
from support.path_words import LANGUAGE_NAMES, ROLES, SERVICES, begin, name_page, render_row

TITLE = Text(en="Delivery paths", ja="配信の経路")
ABOUT = Text(
    en="What Keypost knows about each way on which an AWS service, or a workload, hands something to a resource that "
    "is encrypted with a KMS key: who calls what, which condition keys the calls carry, and the statements that let "
    "them through. `keypost paths ID` shows the same on a terminal, `keypost paths --format json` the whole catalogue.",
    ja="AWS のサービスやワークロードが、KMS キーで暗号化されたリソースに何かを渡す経路について、"
    "Keypost が持つ情報です。"
    "どの主体が何を呼び出すか、呼び出しにどの条件キーが含まれるか、許可に必要なステートメントは何かを示します。"
    "ターミナルでは `keypost paths ID` で同じ内容を、`keypost paths --format json` でカタログ全体を表示できます。",
)
COUNT = Text(en="{count} paths.", ja="全 {count} 件です。")
BY_TARGET = Text(en="By target", ja="送信先別")
BY_SOURCE = Text(en="By service of the source", ja="送信元のサービス別")
PATH = Text(en="path", ja="経路")
WHAT = Text(en="what it delivers", ja="内容")


def render_index(paths: tuple[Path, ...], language: str) -> Iterator[str]:
    """Yield the lines of the index in a language."""
    other = next(name for name in LANGUAGES if name != language)
    yield from (f"# {TITLE.in_language(language)}", "")
    yield from (f"[{LANGUAGE_NAMES[other]}]({name_page('index', other)})", "")
    yield from (ABOUT.in_language(language), "", COUNT.fill(count=len(paths)).in_language(language))
    yield from ("", f"## {BY_TARGET.in_language(language)}")
    yield from _render_groups(paths, lambda path: [path.target.value], language)
    yield from ("", f"## {BY_SOURCE.in_language(language)}")
    yield from _render_groups(paths, lambda path: _list_services(path, language), language)
    yield ""


def _list_services(path: Path, language: str) -> list[str]:
    """Return the services that the sources belong to."""
    names = dict.fromkeys(_name_service(kind, language) for kind in path.source)
    return list(names) or [begin(words.NO_SOURCE.in_language(language))]


def _name_service(kind: Kind, language: str) -> str:
    """A custom resource of the CDK stands for the service that it sets up."""
    if kind in (Kind.ROLE, Kind.USER):
        return ROLES.in_language(language)
    type_name: str = kind.value
    if not type_name.startswith("AWS::"):
        return type_name
    name = type_name.split("::")[1]
    return SERVICES.get(name, name)


def _render_groups(paths: Iterable[Path], name: Callable[[Path], list[str]], language: str) -> Iterator[str]:
    groups: dict[str, list[Path]] = {}
    for path in paths:
        for group in name(path):
            groups.setdefault(group, []).append(path)
    for group in sorted(groups, key=str.lower):
        yield from ("", f"### {group}", "")
        yield render_row((PATH.in_language(language), WHAT.in_language(language)))
        yield render_row(("---", "---"))
        for path in groups[group]:
            yield render_row((f"[{path.id}]({name_page(path.id, language)})", path.title.in_language(language)))
