"""What a service answers to a policy that it refuses.

Sources: KMS API reference, PutKeyPolicy; IAM User Guide, key policy lockout; texts in public issue threads
(hashicorp/terraform-provider-aws 26041, serverless/serverless 5519, aws/aws-cdk 15602, versity/versitygw 645-649).
"""

from collections.abc import Callable

from keypost.endpoint.refusal import RefusalError
from keypost.named import Enum
from keypost.policy.validity.defect import Defect, DocumentKind, Problem


class Fault(Enum):
    """What is wrong beyond the document itself, which only whoever keeps everything can tell."""

    NO_POLICY = "no-policy"  # no JSON, or no policy
    NO_SUCH_PRINCIPAL = "no-such-principal"
    LOCKS_OUT = "locks-out"


_OF_PRINCIPALS = frozenset(
    {Problem.PRINCIPAL_FORM, Problem.PRINCIPAL_TYPE, Problem.PRINCIPAL_SHAPE, Problem.PRINCIPAL_WILDCARD}
    | {Problem.SERVICE_WILDCARD, Problem.PRINCIPAL_NOT_HERE, Problem.PRINCIPAL_DELETED}
)
_OF_RESOURCES = frozenset(
    {Problem.RESOURCE_OTHER, Problem.RESOURCE_NOT_ARN, Problem.RESOURCE_PARTITION, Problem.RESOURCE_SECOND}
    | {Problem.RESOURCE_SERVICE_WILDCARD}
)
_OF_ACTIONS = frozenset(
    {Problem.ACTION_OF_OTHER_SERVICE, Problem.ACTION_OUT_OF_SCOPE, Problem.ACTION_UNKNOWN, Problem.ACTION_WILDCARD}
    | {Problem.ACTION_WITHOUT_SERVICE, Problem.ACTION_SERVICE_WILDCARD}
)
_LOCKS_OUT = frozenset({Problem.LOCKS_OUT, Problem.DENIES_EVERYONE})


def refuse_document(service: str, kind: DocumentKind, fault: Fault | Defect, subject: str = "") -> RefusalError:
    """Return what the service answers; `subject` is the principal that doesn't exist."""
    problem = fault.problem if isinstance(fault, Defect) else None
    named = fault.subject if isinstance(fault, Defect) else subject
    write = _SERVICES.get(service, _say_iam)
    return write(kind, fault if isinstance(fault, Fault) else None, problem, named)


def _say_kms(_kind: DocumentKind, fault: Fault | None, problem: Problem | None, _named: str) -> RefusalError:
    if fault is Fault.LOCKS_OUT or problem in _LOCKS_OUT:
        message = "The new key policy will not allow you to update the key policy in the future."
    elif fault is Fault.NO_SUCH_PRINCIPAL or problem in _OF_PRINCIPALS:
        message = "Policy contains a statement with one or more invalid principals."
    elif fault is Fault.NO_POLICY:
        message = "The new key policy is malformed JSON."
    else:
        message = "The request was rejected because the specified policy is not syntactically or semantically correct."
    return RefusalError("MalformedPolicyDocumentException", message)


def _say_sns(_kind: DocumentKind, fault: Fault | None, problem: Problem | None, _named: str) -> RefusalError:
    if fault is Fault.NO_SUCH_PRINCIPAL or problem in _OF_PRINCIPALS:
        message = "Invalid parameter: Policy Error: PrincipalNotFound"
    elif problem in _OF_ACTIONS:
        message = "Invalid parameter: Policy statement action out of service scope!"
    else:
        message = "Invalid parameter: Policy Error: null"
    return RefusalError("InvalidParameter", message)


def _say_sqs(_kind: DocumentKind, _fault: Fault | None, _problem: Problem | None, _named: str) -> RefusalError:
    return RefusalError("InvalidAttributeValue", "Invalid value for the parameter Policy.")


def _say_s3(_kind: DocumentKind, fault: Fault | None, problem: Problem | None, _named: str) -> RefusalError:
    message = "Policy has invalid statement"
    if fault is Fault.NO_POLICY:
        message = "Policies must be valid JSON and the first byte must be '{'"
    elif fault is Fault.NO_SUCH_PRINCIPAL or problem in _OF_PRINCIPALS:
        message = "Invalid principal in policy"
    elif problem is Problem.RESOURCE_UNFIT:
        message = "Action does not apply to any resource(s) in statement"
    elif problem in _OF_RESOURCES:
        message = "Policy has invalid resource"
    elif problem in _OF_ACTIONS:
        message = "Policy has invalid action"
    return RefusalError("MalformedPolicy", message)


def _say_iam(kind: DocumentKind, fault: Fault | None, problem: Problem | None, named: str) -> RefusalError:
    message = "Syntax errors in policy."
    if kind is DocumentKind.ROLE and (fault is Fault.NO_SUCH_PRINCIPAL or problem in _OF_PRINCIPALS):
        form = "AWS" if fault is not None or ".amazonaws.com" not in named else "SERVICE"
        message = f'Invalid principal in policy: "{form}":"{named}"'
    elif kind is DocumentKind.ROLE and problem in _OF_ACTIONS:
        message = "AssumeRole policy may only specify STS AssumeRole actions."
    elif problem is Problem.ELEMENT_MISPLACED:
        message = "Policy document should not specify a principal." if named == "Principal" else (
            f"Has prohibited field {named}"
        )  # fmt: skip
    return RefusalError("MalformedPolicyDocument", message)


_SERVICES: dict[str, Callable[[DocumentKind, Fault | None, Problem | None, str], RefusalError]] = {
    "kms": _say_kms,
    "sns": _say_sns,
    "sqs": _say_sqs,
    "s3": _say_s3,
}
