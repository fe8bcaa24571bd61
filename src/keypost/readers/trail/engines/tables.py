"""Names of tables, as users write them: `catalog.schema.table`, each part as it is or in double quotes."""

import re
from collections.abc import Sequence

from keypost.errors import UsageError
from keypost.named import TYPE_CHECKING
from keypost.text import Text

if TYPE_CHECKING:
    from sqlglot import exp

# What the query calls the table that it reads.
CLOUDTRAIL = "cloudtrail"
_MOST_PARTS = 3
_PART = r'(?:"((?:[^"\x00]|"")+)"|([^\s"\x00.\'`;,()]+))'
_NAME = re.compile(rf"{_PART}(?:\.{_PART})?(?:\.{_PART})?\Z")

_NO_NAME = Text(en="`{given}` is no table's name", ja="`{given}` はテーブル名ではありません")
_GIVE_NAME = Text(
    en="give it as `schema.table` or `catalog.schema.table`; "
    'a part with other characters goes in double quotes: `"my table"`',
    ja="`スキーマ.テーブル` か `カタログ.スキーマ.テーブル` の形で指定してください。"
    'ほかの文字を含む部分は二重引用符で囲みます: `"my table"`',
)
_NO_FILES = Text(
    en="{engine} reads tables, not files: `{trail}`",
    ja="{engine} が読み取るのはファイルではなくテーブルです: `{trail}`",
)
_NAME_TABLE = Text(
    en="leave the file out and name the table: `--table schema.table`",
    ja="ファイルを指定せず、テーブルを指定してください: `--table スキーマ.テーブル`",
)


def split_name(given: str) -> tuple[str, ...]:
    """Return the parts of a table's name, without quotes.

    Raises:
        UsageError: it is none.
    """
    found = _NAME.match(given)
    if found is None:
        raise UsageError(_NO_NAME.fill(given=given), hint=_GIVE_NAME)
    quoted, plain = found.groups()[::2], found.groups()[1::2]
    parts = zip(quoted, plain, strict=True)
    return tuple(one.replace('""', '"') if one is not None else other for one, other in parts if one or other)


def build_table(given: str) -> "exp.Table":
    """Return the table with every part of its name quoted: it can't be taken for anything else.

    Raises:
        UsageError: it is no table's name.
    """
    from sqlglot import exp

    table, schema, catalog = (*reversed(split_name(given)), None, None)[:_MOST_PARTS]
    return exp.table_(table, db=schema, catalog=catalog, quoted=True)


def refuse_trails(trails: Sequence[str], *, engine: str) -> None:
    """Stop where files are named for an engine that reads tables only.

    Raises:
        UsageError: they are.
    """
    if trails:
        raise UsageError(_NO_FILES.fill(engine=engine, trail=trails[0]), hint=_NAME_TABLE)
