"""`keypost.lint`: would AWS take this policy document, and would it do what it says?"""

import json
from dataclasses import dataclass
from typing import Literal, get_args

from keypost.errors import UsageError
from keypost.library.check import Language
from keypost.library.choices import Validity
from keypost.library.decode import decode
from keypost.library.documents import Input, gather_one
from keypost.library.errors import told_as_input_error
from keypost.library.values import Finding, Report
from keypost.text import Text

PolicyKind = Literal["key", "topic", "queue", "bucket", "vault", "role", "identity"]

_NO_KIND = Text(en="`{kind}` is no kind of policy", ja="`{kind}` というポリシーの種類はありません")
_GIVE_KIND = Text(en="kinds: {kinds}", ja="種類: {kinds}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LintResult(Report):
    """Whether AWS takes the document, and what is wrong with it: `keypost.lint.v1`."""

    validity: Validity
    findings: tuple[Finding, ...]


def lint(policy: Input, *, kind: PolicyKind, resource: str | None = None, language: Language = "en") -> LintResult:
    """Tell whether AWS would take a policy document, and whether it would do what it says.

    Args:
        policy: the document: parsed, a path (JSON or YAML), or a `Document`.
        kind: what the policy is for; `role` is a role's trust policy, `identity` a policy of a user, group or role.
        resource: the ARN of what has the policy: tells statements about other resources.
        language: that of the `fixes` of findings, which the JSON has once only.

    Raises:
        InputError: the document can't be read, there is no such kind, or `resource` is no ARN of that kind.
    """
    from keypost.checker.lint import lint as judge
    from keypost.policy.validity.defect import DocumentKind
    from keypost.readers.lone_policy import read_policy
    from keypost.reports.lint import render_lint_json

    with told_as_input_error():
        if kind not in get_args(PolicyKind):
            raise UsageError(_NO_KIND.fill(kind=kind), hint=_GIVE_KIND.fill(kinds=", ".join(get_args(PolicyKind))))
        name, content = gather_one(policy)
        read = read_policy(name, kind=DocumentKind(kind), resource=resource or "", content=content)
    text = render_lint_json(judge(read.subject, defects=read.defects), language=language)
    return decode(LintResult, json.loads(text), _json=text)
