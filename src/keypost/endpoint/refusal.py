"""What a caller is told when a call is refused, whatever protocol it speaks."""

from collections.abc import Mapping
from types import MappingProxyType


class RefusalError(Exception):
    """An error of AWS: its code, its message, the HTTP status, and further members of its answer.

    `query_code` is the code that clients of an older protocol know it by, where that differs (Amazon SQS, SQS developer
    guide, JSON protocol).
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int = 400,
        query_code: str = "",
        members: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        """Take what the caller is told."""
        super().__init__(f"{code}: {message}")
        self.code, self.message, self.status = code, message, status
        self.query_code, self.members = query_code or code, members
