"""What the site itself says, around its pages."""

from keypost.text import Text

LANGUAGE_NAMES = {"en": "English", "ja": "日本語"}
TAGLINE = Text(
    en="Will this AWS delivery get through, and if not, which policy stops it?",
    ja="この AWS の配信は届くのか。届かないなら、止めているのはどのポリシーか。",
)
SAID = {
    "skip": Text(en="Skip to the text", ja="本文へ移動"),
    "menu": Text(en="All pages", ja="ページ一覧"),
    "on_page": Text(en="On this page", ja="このページの内容"),
    "search": Text(en="Search", ja="検索"),
    "search_hint": Text(en="Search (press /)", ja="検索 (/ キー)"),
    "searching": Text(en="Reading the index ...", ja="索引を読み込んでいます…"),
    "found": Text(en="{count} found", ja="{count} 件見つかりました"),
    "found_none": Text(en="Nothing found", ja="見つかりませんでした"),
    "theme": Text(en="Dark or light", ja="ダーク / ライトの切り替え"),
    "copy": Text(en="Copy", ja="コピー"),
    "copied": Text(en="Copied", ja="コピーしました"),
    "filter": Text(en="Show only rows with", ja="絞り込み"),
    "service": Text(en="Section", ja="区分"),
    "every": Text(en="all", ja="すべて"),
    "shown": Text(en="{count} of {all} shown", ja="{all} 件中 {count} 件を表示"),
    "before": Text(en="Before", ja="前"),
    "next": Text(en="Next", ja="次"),
    "place": Text(en="This page in the repository:", ja="リポジトリでのこのページ:"),
    "edit": Text(en="Edit", ja="編集"),
    "one_language": Text(en="This page is there in one language only.", ja="このページは英語だけで書かれています。"),
    "gone": Text(en="There is no such page", ja="ページが見つかりません"),
    "gone_how": Text(
        en="The address leads nowhere. Start from the first page, or look at the contents:",
        ja="このアドレスにページはありません。最初のページか目次からお探しください。",
    ),
    "home": Text(en="First page", ja="最初のページ"),
    "contents": Text(en="Contents", ja="目次"),
}


def say(language: str) -> dict[str, str]:
    """Return every sentence of the site in a language."""
    return {name: text.in_language(language) for name, text in SAID.items()}
