"""An AWS that gives answers written down beforehand: each must be one that the service's API can give."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import yaml
from botocore.validate import ParamValidator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.snapshot.manifest import Scope
from keypost.readers.snapshot.record import Missed, Record

_SPEC = Path(__file__).parents[2] / "spec" / "live"
# The cases of the spec, and of each part the operations that they answer.
CASES: list[dict[str, Any]] = [
    case for path in sorted(_SPEC.glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]
]
ANSWERED = {
    case["part"]: {name for one in CASES if one["part"] == case["part"] for name in one["replies"]} for case in CASES
}
ACCOUNT, REGION = "111122223333", "eu-west-1"


def fetch_part(part: Part, replies: Mapping[str, object]) -> tuple[list[Record], list[Missed]]:
    """Return what a part reads of these replies, by operation; one that isn't there is denied."""
    session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)  # noqa: S106
    client = session.client(part.service)

    def answer(model: object, **_: object) -> object:
        reply = replies.get(model.name)  # type: ignore[attr-defined]
        if reply is None:
            denied = {"Error": {"Code": "AccessDeniedException", "Message": "denied"}}
            return SimpleNamespace(status_code=400), denied | {"ResponseMetadata": {"HTTPStatusCode": 400}}
        report = ParamValidator().validate(reply, model.output_shape)  # type: ignore[attr-defined]
        assert not report.has_errors(), report.generate_report()
        return SimpleNamespace(status_code=200), reply

    client.meta.events.register("before-call", answer)
    with ThreadPoolExecutor(2) as pool:
        scope = Scope(ACCOUNT, REGION, part.name)
        api = Api(client, part.calls, scope=scope, partition="aws", pool=pool)
        return list(api.guard(part.fetch(api))), api.missed
