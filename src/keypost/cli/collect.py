"""`keypost collect`: reads an account into a folder, to be checked, compared and shared later."""

import sys

from keypost.cli.live import add_account_options, collect_into, name_pseudonyms, open_account
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
_PERMISSIONS = Text(en="missing permissions: {actions}", ja="足りない許可: {actions}")


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost collect` takes."""
    parser.add_option("--out", metavar="DIR", explanation=_OUT)
    add_account_options(parser)
    parser.add_switch("--pseudonymize", explanation=_PSEUDONYMIZE)
    parser.add_switch("--print-policy", explanation=_PRINT_POLICY)
    parser.add_choice("--lang", choices=LANGUAGES, explanation=_LANG)
    parser.add_choice("--progress", choices=PROGRESS_CHOICES, default="auto", explanation=_PROGRESS)


def run(options: Options) -> int:
    """Read the account, say what was read; return the exit code."""
    language = options.lang or options.language
    if options.print_policy:
        sys.stdout.write(_render_policy(observes=not options.no_observations))
        return 0
    if not options.out:
        raise UsageError(_NO_FOLDER, hint=_GIVE_FOLDER)
    pseudonymize = options.pseudonymize
    collected = collect_into(options.out, open_account(options), options, language=language, pseudonymize=pseudonymize)
    told = _tell(options.out, collected)
    for text in [*told, _KEEP.fill(file=name_pseudonyms(options.out))] if pseudonymize else told:
        sys.stdout.write(make_printable(text.in_language(language)) + "\n")
    return 0


def _render_policy(*, observes: bool) -> str:
    from keypost.readers.live.requirements import require_botocore

    require_botocore()
    from keypost.readers.live.all import choose_parts
    from keypost.readers.live.permissions import render_policy

    return render_policy(choose_parts(observes=observes))


def _tell(folder: str, collected: "Collected") -> list[Text]:
    from keypost.readers.snapshot.record import Fault

    told = [_DONE.fill(folder=folder, records=collected.records, parts=collected.parts, kept=collected.kept)]
    if collected.missed:
        told.append(_MISSED.fill(count=len(collected.missed)))
    denied = sorted({missed.action for missed in collected.missed if missed.fault is Fault.DENIED})
    if denied:
        told.append(_PERMISSIONS.fill(actions=", ".join(denied)))
    return told
