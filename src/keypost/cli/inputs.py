"""The options that say what is read, where it is deployed, and which config file counts; and the reading itself."""

from keypost.cli.parser import Options, Parser
from keypost.cli.progress import PROGRESS_CHOICES, Progress
from keypost.cli.values import join_parameters, split_parameter
from keypost.named import TYPE_CHECKING, Mapping, MappingProxyType
from keypost.readers.options import ReadOptions, check_account, check_region
from keypost.settings.find import Settings
from keypost.settings.settle import settle
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.estate.estate import Reading
PATHS = Text(
    en="files or folders, read as one estate; a folder is searched for templates; `-` is standard input (default: "
    "`paths` of the config file)",
    ja="ファイルまたはフォルダー。まとめて 1 つの環境として読み、フォルダーの中も探します。`-` は標準入力です "
    "(省略時は設定ファイルの `paths`)",
)
_ACCOUNT = Text(
    en="the account that the templates are deployed to: settles AWS::AccountId",
    ja="デプロイ先のアカウント (AWS::AccountId の値になります)",
)
_REGION = Text(
    en="the Region that the templates are deployed to: settles AWS::Region",
    ja="デプロイ先のリージョン (AWS::Region の値になります)",
)
_PARAMETER = Text(
    en="value of a template parameter (repeatable); a parameter without value or default is unknown",
    ja="テンプレートのパラメータの値 (繰り返し指定できます)。値もデフォルトもないパラメータは未知として扱います",
)
_PROGRESS = Text(
    en="whether a long run shows how far it is, on a terminal (default: auto)",
    ja="時間がかかるときに進み具合を端末に表示するか (省略時は auto)",
)


def add_input_options(parser: Parser) -> None:
    """Declare `--account`, `--region` and `--parameter`, which settle what templates leave open."""
    parser.add_option("--account", metavar="ID", explanation=_ACCOUNT, parse=check_account)
    parser.add_option("--region", metavar="REGION", explanation=_REGION, parse=check_region)
    parser.add_repeatable("--parameter", metavar="NAME=VALUE", explanation=_PARAMETER, parse=split_parameter)


def add_run_options(parser: Parser) -> None:
    """Declare `--progress`."""
    parser.add_choice("--progress", choices=PROGRESS_CHOICES, default="auto", explanation=_PROGRESS)


def read_inputs(
    options: Options, settings: Settings, *, language: str, edited: Mapping[str, bytes] = MappingProxyType({})
) -> "Reading":
    """Read `options.paths` as one estate, `edited` files as they would be; what takes long shows a progress bar."""
    from keypost.readers.read import read_paths

    given = build_read_options(options, settings)
    with Progress(mode=options.progress, language=language) as progress:
        return read_paths(options.paths, given, progress=progress, edited=edited)


def build_read_options(options: Options, settings: Settings) -> ReadOptions:
    """Return what settles the inputs: what the command line gives, and what the config file gives beyond that."""
    given, whole = join_parameters(options.parameter), reads_all(options, settings)
    return settle(settings, account=options.account, region=options.region, parameters=given, reads_all=whole)


def choose_paths(options: Options, settings: Settings) -> None:
    """Let the run read what the config file names, where the command line names nothing."""
    options.paths = options.paths or settings.paths


def reads_all(options: Options, settings: Settings) -> bool:
    """Tell whether the run reads just what the config file names."""
    return vars(options).get("paths") is settings.paths
