"""AWS Backup: which jobs of the last two weeks got through, by resource and vault.

https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.observing import Attempt, Pair, begin_window, observe_attempts
from keypost.readers.live.part import Part
from keypost.readers.snapshot.record import Record

_CALL = "backup:ListBackupJobs"
# A job that was aborted, or that expired in the queue, tells nothing of permissions.
_STATES = {"COMPLETED": True, "FAILED": False, "PARTIAL": False}


def _fetch(api: Api) -> Iterator[Record]:
    attempts: dict[Pair, list[Attempt]] = {}
    for job in api.items("ListBackupJobs", "BackupJobs", ByCreatedAfter=begin_window()):
        pair = Pair(job.get("ResourceArn") or "", job.get("BackupVaultArn") or "")
        at = job.get("CompletionDate") or job.get("CreationDate")
        if job.get("State") in _STATES and all(pair) and at:
            attempt = Attempt(at, _STATES[job["State"]], job.get("StatusMessage") or job["State"])
            attempts.setdefault(pair, []).append(attempt)
    for pair, tried in attempts.items():
        record = observe_attempts(pair, tried, call=_CALL)
        if record is not None:
            yield record


PART = Part("backup-jobs", "backup", {"ListBackupJobs": _CALL}, _fetch)
