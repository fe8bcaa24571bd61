"""`keypost collect`: reads an account into a folder, to be checked, compared and shared later."""

import sys

from keypost.cli.live import (
    add_account_options,
    collect_into,
    collect_organization_into,
    name_pseudonyms,
    open_account,
)
from keypost.cli.parser import Options, Parser
from keypost.cli.progress import PROGRESS_CHOICES
from keypost.errors import UsageError
from keypost.named import TYPE_CHECKING
from keypost.reports.printable import make_printable
from keypost.text import LANGUAGES, Text

if TYPE_CHECKING:
    from keypost.readers.live.collect import Collected

SUMMARY = Text(
    en="Read an AWS account into a folder, to check and compare it later; nothing is changed in the account.",
    ja="AWS アカウントをフォルダーに読み取り、あとで検査や比較ができるようにします。アカウントは変更しません。",
)
_OUT = Text(
    en="the snapshot's folder; an interrupted run goes on with what is there",
    ja="スナップショットのフォルダー。中断した場合は続きから取得します",
)
_PSEUDONYMIZE = Text(
    en="replace account and organization ids and whatever else tells whose account it is, "
    "so that the folder can be shared",
    ja="アカウント ID、組織 ID など、誰のアカウントかが分かるものを置き換え、フォルダーを共有できるようにします",
)
_PRINT_POLICY = Text(
    en="print the IAM policy that reading needs, and stop", ja="読み取りに必要な IAM ポリシーを表示して終わります"
)
_LANG = Text(en="language of the messages", ja="メッセージの言語")
_PROGRESS = Text(
    en="whether a long run shows how far it is, on a terminal (default: auto)",
    ja="時間がかかるときに進み具合を端末に表示するか (省略時は auto)",
)
_NO_FOLDER = Text(en="no folder is given to write to", ja="書き込み先のフォルダーが指定されていません")
_GIVE_FOLDER = Text(en="name one: `keypost collect --out DIR`", ja="指定してください: `keypost collect --out DIR`")
_DONE = Text(
    en="{folder}: {records} records in {parts} parts ({kept} were there already)",
    ja="{folder}: {parts} 個の部分に {records} 件 (うち {kept} 個は取得済み)",
)
_MISSED = Text(
    en="{count} calls told nothing; `keypost check` on the folder lists them as gaps",
    ja="{count} 件の呼び出しで情報が得られませんでした。"
    "このフォルダーを `keypost check` で検査すると一覧が表示されます",
)
_KEEP = Text(
    en="keep {file} to yourself: it tells which pseudonym stands for what",
    ja="{file} は共有しないでください。どの仮名が何を表すかが書かれています",
)
_ORGANIZATION = Text(
    en="read every account of the organization, each through the role of `--role-name`",
    ja="組織のすべてのアカウントを、それぞれ `--role-name` のロールを引き受けて読み取ります",
)
_ROLE_NAME = Text(
    en="the role that `--organization` assumes in each account",
    ja="`--organization` が各アカウントで引き受けるロールの名前",
)
_ONE_WITHOUT_OTHER = Text(
    en="`--organization` and `--role-name` belong together", ja="`--organization` と `--role-name` は併せて指定します"
)
_GIVE_BOTH = Text(
    en="give both: `keypost collect --organization --role-name NAME --out DIR`",
    ja="両方を指定してください: `keypost collect --organization --role-name 名前 --out DIR`",
)
_PERMISSIONS = Text(en="missing permissions: {actions}", ja="足りない許可: {actions}")


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost collect` takes."""
    parser.add_option("--out", metavar="DIR", explanation=_OUT)
    add_account_options(parser)
    parser.add_switch("--organization", explanation=_ORGANIZATION)
    parser.add_option("--role-name", metavar="NAME", explanation=_ROLE_NAME)
    parser.add_switch("--pseudonymize", explanation=_PSEUDONYMIZE)
    parser.add_switch("--print-policy", explanation=_PRINT_POLICY)
    parser.add_choice("--lang", choices=LANGUAGES, explanation=_LANG)
    parser.add_choice("--progress", choices=PROGRESS_CHOICES, default="auto", explanation=_PROGRESS)


def run(options: Options) -> int:
    """Read the account, say what was read; return the exit code."""
    language = options.lang or options.language
    if options.organization is not bool(options.role_name):
        raise UsageError(_ONE_WITHOUT_OTHER, hint=_GIVE_BOTH)
    if options.print_policy:
        sys.stdout.write(_render_policy(options.role_name, observes=not options.no_observations))
        return 0
    if not options.out:
        raise UsageError(_NO_FOLDER, hint=_GIVE_FOLDER)
    pseudonymize = options.pseudonymize
    collected = _collect(options, language)
    told = _tell(options.out, collected)
    for text in [*told, _KEEP.fill(file=name_pseudonyms(options.out))] if pseudonymize else told:
        sys.stdout.write(make_printable(text.in_language(language)) + "\n")
    return 0


def _collect(options: Options, language: str) -> "Collected":
    access = open_account(options)
    if options.organization:
        return collect_organization_into(options.out, access, options, language=language, role_name=options.role_name)
    return collect_into(options.out, access, options, language=language, pseudonymize=options.pseudonymize)


def _render_policy(role_name: str | None, *, observes: bool) -> str:
    from keypost.readers.live.requirements import require_botocore

    require_botocore()
    from keypost.readers.live.all import choose_parts
    from keypost.readers.live.permissions import render_policy

    return render_policy(choose_parts(observes=observes), role_name=role_name)


def _tell(folder: str, collected: "Collected") -> list[Text]:
    from keypost.readers.snapshot.record import Fault

    told = [_DONE.fill(folder=folder, records=collected.records, parts=collected.parts, kept=collected.kept)]
    if collected.missed:
        told.append(_MISSED.fill(count=len(collected.missed)))
    denied = sorted({missed.action for missed in collected.missed if missed.fault is Fault.DENIED})
    if denied:
        told.append(_PERMISSIONS.fill(actions=", ".join(denied)))
    return told
