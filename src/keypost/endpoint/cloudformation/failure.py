"""What goes wrong with a template or a stack, in AWS's words."""

from keypost.endpoint.refusal import RefusalError


def invalid(message: str) -> RefusalError:
    """Return a ValidationError: what CloudFormation answers to nearly all that it can't do."""
    return RefusalError("ValidationError", message)


class StackFailure(Exception):  # noqa: N818 -- it isn't an error of the program's
    """A stack can't be what it should be; `reason` is told with its status."""

    def __init__(self, reason: str) -> None:
        """Take the reason."""
        super().__init__(reason)
        self.reason = reason
