"""What the report about one request says around its statements: marks, headings, and what lies near."""

from keypost.policy.reasons import Match, Outcome, Reason
from keypost.text import Text

OUTCOMES = {
    Outcome.ALLOW: Text(en="ALLOWED", ja="許可"),
    Outcome.EXPLICIT_DENY: Text(en="DENIED", ja="拒否"),
    Outcome.IMPLICIT_DENY: Text(en="DENIED", ja="拒否"),
    Outcome.UNDECIDED: Text(en="OPEN", ja="未定"),
}
CALLER = Text(en="caller", ja="呼び出し元")
ACTION = Text(en="action", ja="アクション")
NOT_LISTED = Text(
    en="`{action}`, which AWS doesn't list: it is decided as it is written",
    ja="`{action}` (AWS の一覧にないアクションです。書かれたとおりに判定しています)",
)
MISSPELLED = Text(
    en="`{action}`, which AWS doesn't list (`{close}` it does): it is decided as it is written",
    ja="`{action}` (AWS の一覧にないアクションです。近いものに `{close}` があります。書かれたとおりに判定しています)",
)
RESOURCE = Text(en="resource", ja="リソース")
WHY = Text(en="why", ja="理由")
OPEN_POINT = Text(en="rests on", ja="前提")
LEFT_OPEN = Text(en="AWS leaves open {point}.", ja="AWS の文書では定まっていません: {point}。")

DOCUMENT = Text(en="{policy}, no. {number}", ja="{policy} ({number} 番目)")
GRANTS = Text(en="the grants on the key", ja="キーのグラント")
GRANT = Text(en="{grant}: {clause}", ja="{grant}: {clause}")
APPLIES = {
    Match.MATCH: Text(en="applies", ja="該当する"),
    Match.NO_MATCH: Text(en="doesn't apply", ja="該当しない"),
    Match.UNKNOWN: Text(en="may apply", ja="該当するか不明"),
}
MARKS = {
    Match.MATCH: Text(en="yes", ja="一致"),
    Match.NO_MATCH: Text(en="no", ja="不一致"),
    Match.UNKNOWN: Text(en="open", ja="不明"),
}
# Instead of the clause that a report about a denial has: here the lists stand beside what they are about.
COVERS = {
    Reason.ACTION_LISTED: Text(en="`{actual}` falls under {expected}", ja="{expected} に `{actual}` が含まれます"),
    Reason.RESOURCE_LISTED: Text(en="falls under {expected}", ja="{expected} に含まれます"),
}
DECIDES = Text(en="<- this decides", ja="<- これが決め手")
CLOSEST = Text(en="<- the closest", ja="<- 最も近い")
NOT_READ = Text(en="It is not in the input.", ja="入力に含まれていません。")

ONE_WAY = Text(en="It would be allowed if", ja="次の場合は許可されます")
OTHER_WAY = Text(en="or if", ja="または")
AND = Text(en="and {change}", ja="かつ、{change}")
NO_WAY = Text(
    en="No change of the request, of a policy that can be edited, or of the key turns this.",
    ja="リクエスト、編集できるポリシー、キーのいずれを変えても、この結果は変わりません。",
)
NOT_FOUND = Text(
    en="No small set of changes was found that turns this; larger ones were not tried.",
    ja="この結果を変える少数の変更は見つかりませんでした。より多くの変更の組み合わせは試していません。",
)
TRIED = Text(
    en="Each was tried and turns the decision. Whether it should be turned is another question.",
    ja="いずれも適用して再判定し、許可になることを確認しています。変更すべきかどうかは別に判断してください。",
)
SETTLES = Text(en="What would settle it", ja="何がわかれば決まるか")
ANSWERED = Text(en="if {answer}: {outcome}", ja="{answer}場合: {outcome}")
ALONE = Text(
    en="Without {statement} of {policy} it would not be allowed.",
    ja="{policy}の{statement} がなければ、許可されません。",
)
ALONE_GRANT = Text(en="Without {statement} it would not be allowed.", ja="{statement} がなければ、許可されません。")
TOGETHER = Text(
    en="It doesn't hang on any statement alone: without either of them another one allows it.",
    ja="1 つのステートメントだけに依存してはいません。どれか 1 つがなくても、ほかのステートメントが許可します。",
)
