"""One part, read from a service whose answers a test writes down in the order in which they are asked for."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from botocore.session import get_session
from botocore.stub import Stubber

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.snapshot.manifest import Scope
from keypost.readers.snapshot.record import Fault, Record
from tests.readers.live.account import ACCOUNT, REGION


class Stubbed:
    """A part and the answers to its calls."""

    def __init__(self, part: Part) -> None:
        self._part = part
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        self._client = get_session().create_client(part.service, region_name=REGION, **keys)
        self._stub = Stubber(self._client)

    def answers(self, operation: str, answer: Mapping[str, Any]) -> "Stubbed":
        self._stub.add_response(operation, answer)
        return self

    def fails(self, operation: str, code: str = "AccessDeniedException") -> "Stubbed":
        self._stub.add_client_error(operation, code, http_status_code=400)
        return self

    def read(self) -> tuple[list[Record], list[Fault]]:
        """Return the records and why calls told nothing; every answer must have been asked for."""
        with self._stub, ThreadPoolExecutor(1) as pool:
            scope = Scope(ACCOUNT, REGION, self._part.name)
            api = Api(self._client, self._part.calls, scope=scope, partition="aws", pool=pool)
            records = list(self._part.fetch(api))
            self._stub.assert_no_pending_responses()
            return records, [missed.fault for missed in api.missed]

    def read_properties(self) -> list[Mapping[str, object]]:
        """Return what the records say, where all calls told something."""
        records, faults = self.read()
        assert faults == []
        return [record.properties for record in records]
