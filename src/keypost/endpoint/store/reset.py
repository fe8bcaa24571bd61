"""Forgetting everything: every account, every Region."""


def reset() -> None:
    """Forget all that moto keeps."""
    from moto.moto_api._internal.models import moto_api_backend

    _close_versions()
    moto_api_backend.reset()


def _close_versions() -> None:
    """Close the files of all versions of objects; moto itself closes those of the latest."""
    from moto.s3.models import FakeKey, s3_backends

    stores = [store for regions in s3_backends.values() for store in regions.values()]
    for keys in [bucket.keys for store in stores for bucket in store.buckets.values()]:
        for version in [one for _, versions in keys.lists() for one in versions]:
            if isinstance(version, FakeKey):
                version.dispose()
