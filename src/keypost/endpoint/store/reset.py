"""Forgetting everything: every account, every Region."""


def reset() -> None:
    """Forget all that moto keeps."""
    from moto.moto_api._internal.models import moto_api_backend

    moto_api_backend.reset()
