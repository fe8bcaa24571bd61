"""What the endpoint rests on in moto, looked for in its files before anything begins: they needn't be loaded for it."""

from importlib.util import find_spec
from pathlib import Path

from keypost.endpoint.store.silence import StoreChangedError

_EXPECTED = {
    "awslambda/models.py": ("lambda_backends", "def list_functions"),
    "budgets/models.py": ("budgets_backends",),
    "cloudwatch/models.py": ("cloudwatch_backends",),
    "core/base_backend.py": ("class BackendDict", "_instances", "def _create_account_specific_backend"),
    "core/responses.py": ("class BaseResponse", "region_regex", "def get_access_key", "x-moto-account-id"),
    "events/models.py": ("events_backends", "self.event_buses", "def matches_event", "def send_to_targets"),
    "iam/models.py": (
        "iam_backends", "class AWSManagedPolicy", "def from_data", "self.access_keys", "self.managed_policies",
        "self.aws_managed_policies", "self.groups", "self.roles", "self.users", "self.instance_profiles",
        "self.certificates", "self.open_id_providers", "self.saml_providers", "self.assume_role_policy_document",
        "self.permissions_boundary_arn", "self.tagger", "self.default_version_id",
    ),
    "kms/models.py": (
        "kms_backends", "self.keys", "self.grants", "self.key_manager", "self.key_state", "def create_alias",
        "self.multi_region", "self.aliases",
    ),
    "moto_server/werkzeug_app.py": ("def create_backend_app",),
    "organizations/models.py": ("organizations_backends", "self.attached_policies", "master_accounts"),
    "s3/models.py": ("s3_backends", "bucket_accounts", "self.kms_key_id", "self.bucket_key_enabled"),
    "s3/responses.py": ("class S3Response", "def get_object", "def _get_querystring"),
    "sns/models.py": ("sns_backends", "kms_master_key_id", "_filter_policy_matcher", "self.sent_notifications"),
    "sqs/models.py": ("sqs_backends", "kms_master_key_id", "self.deleted_messages", "BASE_ATTRIBUTES"),
}  # fmt: skip


def expect_release() -> None:
    """Let nothing begin on a moto in which something is missing.

    Raises:
        StoreChangedError: this release lacks it.
    """
    spec = find_spec("moto")
    folder = Path(spec.origin).parent if spec is not None and spec.origin else Path()
    for name, texts in _EXPECTED.items():
        file = folder / name
        content = file.read_text(encoding="utf-8") if file.is_file() else ""
        for text in texts:
            if text not in content:
                raise StoreChangedError(f"{text} (moto/{name})")
