"""What AWS says of a delivery is not what Keypost decides."""

from keypost.checker.observed import find_contradiction
from keypost.checker.rule import Claim, Rule, Survey
from keypost.checker.verdict import Delivery, Severity, Verdict
from keypost.estate.observation import Observation
from keypost.named import Iterator
from keypost.text import Text


def find(survey: Survey) -> Iterator[Claim]:
    """Claim deliveries that WORK and are seen to fail, and those that FAIL and are seen to get through."""
    for delivery in survey.deliveries:
        observation = find_contradiction(delivery) if delivery.observations else None
        if observation is not None:
            yield _claim(delivery, observation)


def _claim(delivery: Delivery, observation: Observation) -> Claim:
    works = delivery.verdict is Verdict.WORKS
    details = {
        "source": delivery.source.id,
        "target": delivery.target.id,
        "seen": observation.seen,
        "says": observation.says or "-",
    }
    return Claim(
        message=(_FAILS_IN_FACT if works else _WORKS_IN_FACT).fill(**details),
        origin=observation.origin,
        subject=f"{delivery.path.id}:{delivery.source.id}:{delivery.target.id}",
        resource=delivery.source,
        fixes=(_LOOK_ELSEWHERE if works else _LOOK_AT_TIME,),
    )


_FAILS_IN_FACT = Text(
    en="By the policies that were read, `{source}` -> `{target}` WORKS, but AWS says that it fails (last attempt {seen}): {says}",
    ja="読み取ったポリシーによれば `{source}` -> `{target}` は WORKS ですが、AWS によれば失敗しています (最後の試行: {seen}): {says}",
)
_WORKS_IN_FACT = Text(
    en="By the policies that were read, `{source}` -> `{target}` FAILS, but AWS says that it got through ({seen}).",
    ja="読み取ったポリシーによれば `{source}` -> `{target}` は FAILS ですが、AWS によれば配信されています ({seen})。",
)
_LOOK_ELSEWHERE = Text(
    en="Was a policy mended after that attempt? Then the next delivery shows it. If not, look at what no snapshot holds: the target's own limits, "
    "a VPC endpoint, an organization's policy; CloudTrail names what denied it.",
    ja="その試行のあとにポリシーを修正した場合は、次の配信で確かめられます。修正していない場合は、スナップショットに含まれないもの (配信先の制限、VPC エンドポイント、"
    "組織のポリシー) を確認してください。何が拒否したかは CloudTrail に記録されます。",
)
_LOOK_AT_TIME = Text(
    en="Was a policy, or the encryption, changed after that? Then the next delivery fails. If not, please report it: a fact about AWS is wrong here.",
    ja="そのあとにポリシーまたは暗号化を変更した場合は、次の配信から失敗します。変更していない場合は、Keypost が持つ AWS の情報が誤っている可能性があるため、報告してください。",
)

RULE = Rule(
    id="verdict-contradicted",
    severity=Severity.WARNING,
    title=Text(en="AWS says otherwise", ja="AWS の記録と判定の不一致"),
    why=Text(
        en="A verdict follows from the policies that were read; what AWS recorded follows from those that were in force then. Where the two differ, one of them is out of date, or something is at work "
        "that wasn't read.",
        ja="判定は読み取ったポリシーから導かれ、AWS の記録はその時点のポリシーによるものです。両者が異なる場合、どちらかが古いか、読み取られていないものが影響しています。",
    ),
    remedy=Text(
        en="Compare the time of the observation with the last change of the policies; then have something delivered, and read the account again.",
        ja="観測された時刻とポリシーの最終変更を比べてください。そのうえで配信を 1 回発生させ、アカウントを読み取り直してください。",
    ),
    surveys=find,
)
