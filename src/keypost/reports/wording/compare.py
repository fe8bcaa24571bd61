"""What `keypost compare` says."""

from keypost.diagnosis.compare.compare import Difference
from keypost.text import Text

TITLE = Text(
    en="What runs that succeeded called, and runs that failed didn't",
    ja="成功した実行が呼び出し、失敗した実行が呼び出さなかったもの",
)
GOOD = Text(en="succeeded", ja="成功")
BAD = Text(en="failed", ja="失敗")
RUN = Text(en="{name}: {records} records, {first} to {last}", ja="{name}: {records} 件、{first} から {last} まで")
MORE_RUNS = Text(en="and {count} more runs", ja="ほか {count} 件の実行")
DIVERGENCE = Text(en="FIRST DIVERGENCE", ja="最初の相違点 (FIRST DIVERGENCE)")
SAME = Text(
    en="No call of the good runs is missing in the bad ones, or failed there.",
    ja="成功した実行の呼び出しは、失敗した実行でもすべて成功しています。",
)
NEVER_MADE = Text(
    en="The good runs made this call {after} s after their start ({first}); the bad ones never did, or it isn't in "
    "their record.",
    ja="成功した実行は開始から {after} 秒後 ({first}) に呼び出していますが、失敗した実行では呼び出していないか、記録にありません。",
)
FAILED_HERE = Text(
    en="The good runs made this call {after} s after their start ({first}); in the bad ones it failed: {errors}.",
    ja="成功した実行は開始から {after} 秒後 ({first}) に呼び出していますが、失敗した実行では失敗しています: {errors}",
)
BEFORE = Text(en="Before it, both called {call}.", ja="その前に、両方が {call} を呼び出しています。")
AS_A_SERVICE = Text(
    en="The caller is a service as itself: it has no `aws:PrincipalArn`, so exceptions for roles don't let it through. "
    "What KMS denies it isn't in your trail.",
    ja="呼び出し元はサービス自身です。`aws:PrincipalArn` がないため、ロールを例外にしても通りません。"
    "KMS による拒否は自分の証跡には記録されません。",
)
SECTIONS = {
    Difference.ONLY_GOOD: Text(en="Only in runs that succeeded", ja="成功した実行だけにある呼び出し"),
    Difference.ONLY_BAD: Text(en="Only in runs that failed", ja="失敗した実行だけにある呼び出し"),
    Difference.OUTCOME: Text(en="In both, with another outcome", ja="両方にあるが結果が異なる呼び出し"),
}
ALIKE = Text(en="In both alike: {count} distinct calls.", ja="両方で同じ: {count} 種類の呼び出し")
THROUGH = Text(en=" through {service}", ja=" ({service} 経由)")
AFTER = Text(en="{after} s", ja="{after} 秒")
TIMES = (Text(en="once", ja="1 回"), Text(en="{count} times", ja="{count} 回"))
IN_RUNS = Text(en="{runs} of {all} runs", ja="{all} 件中 {runs} 件の実行")
OUTCOMES = Text(en="succeeded: {good}; failed: {bad}", ja="成功した実行: {good}、失敗した実行: {bad}")
FINE = Text(en="all well", ja="すべて成功")
SKIPPED = Text(en="Not read to the end", ja="最後まで読み取れなかったもの")
CANNOT_SHOW = Text(en="What CloudTrail doesn't show", ja="CloudTrail からはわからないこと")
LIMITS = {
    "denials-in-other-accounts": Text(
        en="What KMS denies to another account is logged in that account only, and what it denies to a service that calls "
        "as itself may be missing too: a call that is missing may have been denied.",
        ja="ほかのアカウントへの拒否は、そのアカウントにだけ記録されます。自分自身として呼び出すサービスへの拒否も、"
        "記録されないことがあります。記録にない呼び出しは、拒否された可能性があります。",
    ),
    "cached-data-keys": Text(
        en="Services keep data keys for a while: a run that needs no new one calls KMS less often.",
        ja="サービスはデータキーをしばらく再利用します。新しいキーが不要な実行では、KMS の呼び出しが少なくなります。",
    ),
    "events-left-out": Text(
        en="A trail may leave out the events of AWS KMS, and data events; events arrive some minutes late.",
        ja="証跡が AWS KMS のイベントやデータイベントを除外していることがあります。イベントの到着は数分遅れます。",
    ),
    "others-in-the-same-time": Text(
        en="In a run that is cut out by time, others may have called too.",
        ja="時間で区切った実行には、ほかの処理の呼び出しも含まれることがあります。",
    ),
    "services-have-no-session": Text(
        en="What services call as themselves belongs to no session: it is in none of these runs. Give the runs' times or "
        "what mentions them instead.",
        ja="サービスが自分自身として行う呼び出しはセッションに属さないため、含まれていません。"
        "代わりに、実行の時間か、実行に現れる文字列を指定してください。",
    ),
}
