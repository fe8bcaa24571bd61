"""What `keypost lint` says of a document as a whole."""

from keypost.text import Text

KINDS = {
    "key": Text(en="key policy", ja="キーポリシー"),
    "topic": Text(en="topic policy", ja="トピックポリシー"),
    "queue": Text(en="queue policy", ja="キューポリシー"),
    "bucket": Text(en="bucket policy", ja="バケットポリシー"),
    "role": Text(en="trust policy of a role", ja="ロールの信頼ポリシー"),
    "identity": Text(en="identity policy", ja="アイデンティティポリシー"),
    "vault": Text(en="access policy of a vault", ja="ボールトのアクセスポリシー"),
}
VERDICTS = {
    "valid": Text(
        en="AWS takes this policy, and as far as it can be seen, all of it does what it says.",
        ja="AWS はこのポリシーを受け付けます。書かれたとおりに働かないところも見つかりませんでした。",
    ),
    "warning": Text(
        en="AWS stores this policy, but it doesn't do all that it says.",
        ja="AWS はこのポリシーを保存しますが、書かれたとおりに働かないところがあります。",
    ),
    "invalid": Text(en="AWS refuses this policy.", ja="AWS はこのポリシーを拒否します。"),
}
MARKS = {
    "valid": Text(en="VALID", ja="VALID (有効)"),
    "warning": Text(en="WARNING", ja="WARNING (警告)"),
    "invalid": Text(en="INVALID", ja="INVALID (無効)"),
}
PROBLEMS = (Text(en="1 problem", ja="問題 1 件"), Text(en="{count} problems", ja="問題 {count} 件"))
EFFECTS = {
    "error": Text(en="refused by AWS", ja="AWS が拒否"),
    "warning": Text(en="stored, but not as it seems", ja="保存されるが見かけどおりではない"),
    "note": Text(en="good to know", ja="参考"),
}
