"""The clause of a denial that names the kind of policy behind it, in English and as AWS and its readers translate it.

IAM User Guide, "Troubleshoot access denied error messages": `because no TYPE allows the ACTION action`, `with an
explicit deny in a TYPE`; https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

import re

from keypost.diagnosis.facts import Denial, Effect, PolicyType

# Without white space, the way that the text is searched; each with what Japanese texts write.
_TYPES = {
    PolicyType.SERVICE_CONTROL: r"servicecontrolpolic(?:y|ies)|サービスコントロールポリシー|サービス制御ポリシー|(?<![A-Za-z])SCP(?![A-Za-z])",
    PolicyType.RESOURCE_CONTROL: r"resourcecontrolpolic(?:y|ies)|リソースコントロールポリシー|リソース制御ポリシー",
    PolicyType.VPC_ENDPOINT: r"vpcendpointpolic(?:y|ies)|VPCエンドポイント(?:の)?ポリシー",
    PolicyType.BOUNDARY: r"permissions?boundar(?:y|ies)|(?:アクセス)?(?:許可|権限)の?(?:境界|バウンダリー?)",
    PolicyType.SESSION: r"sessionpolic(?:y|ies)|セッションポリシー",
    PolicyType.RESOURCE: r"resource-?basedpolic(?:y|ies)|リソース(?:ベース)?の?ポリシー|リソースベースの?ポリシー",
    PolicyType.IDENTITY: r"identity-?(?:based)?polic(?:y|ies)|(?:アイデンティティ|ID|IAMアイデンティティ)ベースの?ポリシー",
    PolicyType.TRUST: r"roletrustpolicy|(?:ロール)?信頼ポリシー",
}
_ARN = r"(?P<arn>arn:aws[\w-]*:(?:organizations|iam)::[\w*]*:[\w/+=,.@-]*?polic[\w/+=,.@-]+)"
_ASSERTED = r"(?<!no)(?<!notan)(?<!withoutan)"
_EXPLICIT = re.compile(
    rf"{_ASSERTED}explicit(?:ly)?den(?:y|ies|ied)|(?:明示的な?に?|明確に)(?:拒否|Deny|deny)", re.IGNORECASE
)
_JAPANESE_OMITS = r"(?:許可|Allow|allow)[^。]{0,20}?(?:ない|ません|おらず|されず|なく)"
_JAPANESE_NOT = r"(?:され|し)?(?:て(?:は|い)*)?(?:ない|ません|おらず|なく)|(?:が|は|も)(?:ない|ありません|なく)"
_EITHER = re.compile(
    r"noresource-basedpolicies?allowaccess,orar|resourcedoesnotexistinthisRegion,noresource-based", re.IGNORECASE
)
_ANSWER = re.compile(r'"?explicitDeny"?:(?P<explicit>true|false)', re.IGNORECASE)


def find_denial(flat: str) -> Denial | None:
    """Return what the text says of the policy that denied, None where it doesn't; `flat` has no white space."""
    if _EITHER.search(flat):
        return None  # names three reasons at once
    for kind, words in _TYPES.items():
        found = _find_explicit(flat, kind, words) or _find_implicit(flat, kind, words)
        if found is not None:
            return found
    return Denial(Effect.DENIES) if _says_denied(flat) else None


def _find_explicit(flat: str, kind: PolicyType, words: str) -> Denial | None:
    asserted = rf"{_ASSERTED}explicit(?:ly)?den(?:y|ied)"
    english = rf"{asserted}(?:in|by|from)(?:an?|the)?(?:{words})(?:[:(]*{_ARN})?"
    console = rf"(?:{words})explicitlyden(?:y|ies)"
    japanese = rf"(?:{words})(?:(?!許可|Allow)[^。]){{0,40}}?拒否(?!{_JAPANESE_NOT})"
    for pattern in (english, console, japanese):
        found = re.search(pattern, flat, re.IGNORECASE)
        if found is not None:
            return Denial(Effect.DENIES, kind, found.groupdict().get("arn") or "")
    return None


def _find_implicit(flat: str, kind: PolicyType, words: str) -> Denial | None:
    english = rf"no(?:{words})allows?"
    japanese = rf"(?:{words})[^。]{{0,120}}?{_JAPANESE_OMITS}"
    found = re.search(f"{english}|{japanese}", flat, re.IGNORECASE)
    return Denial(Effect.OMITS, kind) if found is not None else None


def _says_denied(flat: str) -> bool:
    answer = _ANSWER.search(flat)
    if answer is not None:
        return answer["explicit"].lower() == "true"
    return _EXPLICIT.search(flat) is not None
