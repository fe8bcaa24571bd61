"""The keys of the config file, in one table: what reads them and their JSON Schema come from here."""

from keypost.named import Sequence
from keypost.readers.options import ACCOUNT, PARAMETER, REGION
from keypost.settings.shapes import AnyText, Choice, Day, Key, ListOf, OneOrMore, Record, TableOf, Words
from keypost.text import LANGUAGES, Text

THRESHOLDS = ("fails", "depends", "never")
EVERY_RULE = "*"


def list_rules() -> Sequence[str]:
    """Return the ids that a suppression may name as its rule."""
    from keypost.checker.rules.registry import RULES

    return (EVERY_RULE, *RULES)


def list_paths() -> Sequence[str]:
    """Return the ids of the delivery paths."""
    from keypost.catalogue.all import list_ids

    return list_ids()


IGNORE = Record(
    (
        Key(
            "rule",
            Text(
                en='The rule whose findings are accepted, a list of rules, or "*" for all.',
                ja='検出結果を受け入れるルール。リストでも指定できます。すべてのルールなら "*"。',
            ),
            OneOrMore(
                Choice(
                    list_rules,
                    Text(en="there is no rule `{value}`", ja="`{value}` というルールはありません"),
                    Text(en="`keypost rules` lists them", ja="一覧は `keypost rules` で表示されます。"),
                )
            ),
            Text(en="a suppression needs a `rule`", ja="抑制には `rule` (ルール ID) が必要です"),
            Text(en='name the rule: rule = "..."', ja='対象のルールを書いてください: rule = "..."'),
        ),
        Key(
            "reason",
            Text(en="Why they are accepted; reports show it.", ja="受け入れる理由。レポートに表示されます。"),
            Words(),
            Text(en="a suppression needs a `reason`", ja="抑制には `reason` (理由) が必要です"),
            Text(
                en='say why the finding is accepted: reason = "..."',
                ja='指摘を受け入れる理由を書いてください: reason = "..."',
            ),
        ),
        Key(
            "until",
            Text(
                en="The last day on which it holds; after that it suppresses nothing, and every report says so.",
                ja="有効な最後の日。過ぎると効かなくなり、そのことがレポートに表示されます。",
            ),
            Day(),
        ),
        Key(
            "resource",
            Text(
                en="Only deliveries that have this resource as source, target, key or holder of the setting.",
                ja="このリソースが配信元、配信先、キー、または設定を持つリソースである配信だけ。",
            ),
            Words(),
        ),
        Key(
            "file",
            Text(
                en="Only findings in these files, named from the config file's folder; `*` and `?` are wildcards.",
                ja="これらのファイルにある検出結果だけ。設定ファイルのフォルダーからのパスで、"
                "`*` と `?` はワイルドカード。",
            ),
            Words(),
        ),
        Key(
            "path",
            Text(
                en="Only deliveries on this path, an id that `keypost paths` lists.",
                ja="この経路 (`keypost paths` の ID) の配信だけ。",
            ),
            Choice(
                list_paths,
                Text(en="there is no delivery path `{value}`", ja="`{value}` という経路はありません"),
                Text(en="`keypost paths` lists them", ja="一覧は `keypost paths` で表示されます。"),
            ),
        ),
    )
)

KEYS = Record(
    (
        Key(
            "account",
            Text(
                en="The account that templates are deployed to, as with `--account`.",
                ja="デプロイ先のアカウント。`--account` に当たります。",
            ),
            Words(ACCOUNT),
        ),
        Key(
            "region",
            Text(
                en="The Region that templates are deployed to, as with `--region`.",
                ja="デプロイ先のリージョン。`--region` に当たります。",
            ),
            Words(REGION),
        ),
        Key(
            "lang",
            Text(en="Language of reports and messages, as with `--lang`.", ja="言語。`--lang` に当たります。"),
            Choice(lambda: LANGUAGES),
        ),
        Key(
            "fail-on",
            Text(
                en="When `check` and `vet` exit with 1, as with `--fail-on`.",
                ja="`check` と `vet` が終了コード 1 で終わる条件。`--fail-on` に当たります。",
            ),
            Choice(lambda: THRESHOLDS),
        ),
        Key(
            "paths",
            Text(
                en="What is read where a command is given no files: files or folders, from the config file's folder.",
                ja="コマンドにファイルを指定しないときに読むもの。設定ファイルのフォルダーからのファイルまたはフォルダー。",
            ),
            ListOf(Words()),
        ),
        Key(
            "exclude",
            Text(
                en="What a search of folders leaves out: files or folders, from the config file's folder; "
                "`*` and `?` are wildcards, and a name without `/` counts everywhere.",
                ja="フォルダーを探すときに除くもの。設定ファイルのフォルダーからのファイルまたはフォルダーで、"
                "`*` と `?` はワイルドカード。`/` を含まない名前はどのフォルダーでも除きます。",
            ),
            ListOf(Words()),
        ),
        Key(
            "baseline",
            Text(
                en="The file with what is known, from the config file's folder, as with `--baseline`.",
                ja="既知のものを記録したファイル (設定ファイルのフォルダーからのパス)。`--baseline` に当たります。",
            ),
            Words(),
        ),
        Key(
            "parameters",
            Text(
                en="Values of template parameters by name, as with `--parameter NAME=VALUE`.",
                ja="テンプレートのパラメータの値。`--parameter 名前=値` に当たります。",
            ),
            TableOf(PARAMETER, AnyText()),
        ),
        Key(
            "ignore",
            Text(
                en="Suppressions: findings that are accepted, each with a rule and a reason.",
                ja="抑制: 受け入れる検出結果。それぞれにルールと理由を書きます。",
            ),
            ListOf(IGNORE),
        ),
    )
)
