"""A policy document in a file of its own -> what `keypost lint` judges."""

from keypost.arn import parse_arn
from keypost.errors import UsageError
from keypost.named import NamedTuple
from keypost.origin import Locate, Origin, Pointer, render_pointer
from keypost.policy.parse import NotAPolicy, NotAPolicyError, parse_policy
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Standing, Subject
from keypost.readers.cloudformation.load import read_document
from keypost.readers.cloudformation.loading.document import Document, build_unreadable
from keypost.readers.files import STANDARD_INPUT, read_file
from keypost.text import Text
from keypost.unknown import Unread, Why

_A_TEMPLATE = Text(
    en="{name} is a template, not a policy document",
    ja="{name} はポリシードキュメントではなく、テンプレートです",
)
_CHECK_IT = Text(
    en="`keypost check {name}` reads templates", ja="テンプレートは `keypost check {name}` で検査できます。"
)
_WRAPPED = Text(
    en="{name} is no policy document: the policy is the text in its `Policy`",
    ja="{name} はポリシードキュメントではありません。`Policy` の中の文字列がポリシーです",
)
_UNWRAP = Text(
    en="give that text alone, e.g. `aws kms get-key-policy --key-id ID --query Policy --output text`",
    ja="その文字列だけを渡してください (例: `aws kms get-key-policy --key-id ID --query Policy --output text`)。",
)
_EMPTY = Text(en="it is empty", ja="空です")
_GIVE_POLICY = Text(
    en="give a policy document; after a pipe, check that the command before it succeeded",
    ja="ポリシードキュメントを指定してください。パイプの場合は、手前のコマンドが成功したか確認してください。",
)
_NO_ARN = Text(en="`{given}` is not the ARN of a {kind}", ja="`{given}` は {kind} の ARN ではありません")
_GIVE_ARN = Text(en="an ARN looks like `{example}`", ja="ARN は `{example}` のような形です。")
_SHOWN_STANDARD_INPUT = "stdin"
# For each kind the service and how the resource begins, and an example.
_ARNS = {
    "key": ("kms", "key/", "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
    "topic": ("sns", "", "arn:aws:sns:us-east-1:111122223333:alerts"),
    "queue": ("sqs", "", "arn:aws:sqs:us-east-1:111122223333:orders"),
    "bucket": ("s3", "", "arn:aws:s3:::amzn-s3-demo-bucket"),
    "role": ("iam", "role/", "arn:aws:iam::111122223333:role/app"),
    "vault": ("backup", "backup-vault:", "arn:aws:backup:us-east-1:111122223333:backup-vault:daily"),
}


class LonePolicy(NamedTuple):
    """A document as far as it could be read: its subject (None: no policy at all), and what the reader found.

    `name` is what its places call it.
    """

    name: str
    subject: Subject | None
    defects: tuple[Defect, ...] = ()


def read_policy(name: str, *, kind: DocumentKind, resource: str = "", content: bytes | None = None) -> LonePolicy:
    """Read the policy document in the file `name` (`-`: standard input), JSON or YAML; `content` where it is at hand.

    Raises:
        UnreadableInputError: the file can't be read, is empty, or is neither JSON nor YAML.
        UsageError: it is a template, or an answer of AWS that holds the policy as a text; `resource` is no such ARN.
    """
    _check_resource(resource, kind=kind.value)
    content = read_file(name) if content is None else content
    shown = _SHOWN_STANDARD_INPUT if name == STANDARD_INPUT else name
    document = _read(content, file=shown)
    _refuse_template(document, name=shown)
    _refuse_wrapped(document, name=shown)
    data = _leave_functions_open(document.data)
    twins = tuple(Defect(Problem.ELEMENT_TWICE, Standing.REFUSED, gap.origin, gap.what) for gap in document.gaps)
    try:
        policy = parse_policy(data, locate=_locate_in(document, file=shown))
    except NotAPolicyError as error:
        is_empty = error.problem is NotAPolicy.NO_STATEMENT
        problem = Problem.NO_STATEMENTS if is_empty else Problem.NOT_A_DOCUMENT
        return LonePolicy(shown, None, (*twins, Defect(problem, Standing.REFUSED, error.origin)))
    return LonePolicy(
        shown, Subject(policy, kind, resource, size=_measure(content) if data == document.data else None), twins
    )


def _check_resource(given: str, *, kind: str) -> None:
    if not given or kind not in _ARNS:
        return
    service, start, example = _ARNS[kind]
    arn = parse_arn(given)
    if arn is None or arn.service != service or not arn.resource.startswith(start):
        raise UsageError(_NO_ARN.fill(given=given, kind=kind), hint=_GIVE_ARN.fill(example=example))


def _read(content: bytes, *, file: str) -> Document:
    """Nothing at all (or comments alone) is what a failed command leaves in a pipe, and no bad policy."""
    document = read_document(content, file=file) if content.strip() else None
    if document is None or document.data is None:
        raise build_unreadable(_EMPTY, hint=_GIVE_POLICY, file=file)
    return document


def _leave_functions_open(data: object) -> object:
    """Return the data with each CloudFormation function as a value that isn't known: nothing is held against it.

    `Condition`, a function in templates, is an element of policies.
    """
    if isinstance(data, list):
        return [_leave_functions_open(value) for value in data]
    if not isinstance(data, dict):
        return data
    if len(data) == 1 and ((name := next(iter(data))) == "Ref" or name.startswith("Fn::")):
        return Unread(Why.UNKNOWN_VALUE, name)
    return {name: _leave_functions_open(value) for name, value in data.items()}


def _locate_in(document: Document, *, file: str) -> Locate:
    def locate(pointer: Pointer) -> Origin:
        return Origin(file, document.line(pointer), render_pointer(pointer))

    return locate


def _refuse_template(document: Document, *, name: str) -> None:
    data = document.data
    if isinstance(data, dict) and "Statement" not in data and isinstance(data.get("Resources"), dict):
        raise UsageError(_A_TEMPLATE.fill(name=name), hint=_CHECK_IT.fill(name=name), origin=Origin(name))


def _refuse_wrapped(document: Document, *, name: str) -> None:
    """What `get-key-policy` and its like print has the policy as one text (AWS CLI Command Reference)."""
    data = document.data
    if isinstance(data, dict) and "Statement" not in data and isinstance(data.get("Policy"), str):
        raise UsageError(_WRAPPED.fill(name=name), hint=_UNWRAP, origin=Origin(name))


def _measure(content: bytes) -> int | None:
    """Return the bytes of a JSON document as it is written; YAML is sent as JSON, which isn't written yet."""
    written = content.removeprefix(b"\xef\xbb\xbf").strip()
    return len(written) if written.startswith(b"{") else None
