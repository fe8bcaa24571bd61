"""Why a file can't be edited as it should be, and what to do by hand."""

from collections.abc import Mapping

from keypost.text import Text
from keypost.writers.edit import Obstacle

OBSTACLES: Mapping[Obstacle, Text] = {
    Obstacle.UNREADABLE: Text(
        en="the file can't be read as one YAML or JSON document",
        ja="ファイルを 1 つの YAML または JSON ドキュメントとして読み込めません",
    ),
    Obstacle.MISSING: Text(
        en="what should be changed isn't written in this place", ja="変更する箇所がここに書かれていません"
    ),
    Obstacle.NOT_A_MAPPING: Text(
        en="a key can't be added here, because what stands here isn't a mapping",
        ja="ここにあるものがマッピングではないため、キーを追加できません",
    ),
    Obstacle.KEY_TAKEN: Text(
        en="the key that should be added is already there, with another value",
        ja="追加するキーが別の値ですでに存在します",
    ),
    Obstacle.DUPLICATE_KEY: Text(
        en="the mapping has this key twice; keep one of them",
        ja="マッピングに同じキーが 2 回あります。1 つだけ残してください",
    ),
    Obstacle.FUNCTION: Text(
        en="a function stands here, and what it gives can't be extended where it is called; change what it refers to",
        ja="ここには関数があり、その結果を呼び出し元で拡張することはできません。関数の参照先を変更してください",
    ),
    Obstacle.FUNCTION_IN_TEXT: Text(
        en="the policy is a text, which can't hold a function; write it as a mapping, or put `Fn::Sub` before the text",
        ja="ポリシーが文字列であり、関数を含められません。マッピングとして書くか、文字列に `Fn::Sub` を付けてください",
    ),
    Obstacle.SHARED: Text(
        en="a YAML anchor stands here, and other places would change with it; write those out first",
        ja="ここには YAML のアンカーがあり、変更すると他の箇所も変わります。先にそれらの内容を直接書いてください",
    ),
    Obstacle.MERGED: Text(
        en="the key comes in by a YAML merge (`<<`) and can't be taken out here",
        ja="このキーは YAML のマージ (`<<`) で取り込まれており、ここでは取り除けません",
    ),
    Obstacle.VALUE: Text(
        en="the new value can't be written in a template", ja="新しい値はテンプレートに書ける値ではありません"
    ),
    Obstacle.LAYOUT: Text(
        en="the text is laid out in a way that can't be edited without changing what it says; make the change by hand",
        ja="意味を変えずに編集できない形で書かれています。手作業で変更してください",
    ),
}
