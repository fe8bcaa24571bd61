"""What was made is there again; the last good file is never lost."""

import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Semaphore
from typing import Any

import boto3
import pytest

from keypost.endpoint.saving import Saver, restore, save
from keypost.endpoint.store import snapshot
from keypost.errors import UnreadableInputError
from tests.endpoint.local import Local, allow, pack

COMMAND = Path(sys.executable).with_name("keypost")


def fill(local: Local) -> Any:
    """Make one of most things; return a client of the user among them."""
    keys = local.user("ann", allow("*"))
    queue = local.queue("orders", KmsMasterKeyId=local.key())
    local.client("sqs", keys).send_message(QueueUrl=queue, MessageBody="kept")
    s3 = local.client("s3")
    s3.create_bucket(Bucket="amzn-s3-demo-bucket")
    s3.put_object(Bucket="amzn-s3-demo-bucket", Key="k", Body=b"kept")
    local.client("sns").create_topic(Name="alerts")
    local.client("kms").create_key(KeyUsage="SIGN_VERIFY", KeySpec="ECC_NIST_P256")
    local.client("organizations").create_organization(FeatureSet="ALL")
    local.client("dynamodb").create_table(
        TableName="t", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
    )  # fmt: skip
    template = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}'
    cloudformation = local.client("cloudformation")
    cloudformation.create_stack(StackName="topics", TemplateBody=template)
    cloudformation.create_stack_set(StackSetName="topics", TemplateBody=template)
    local.role("worker", trusted={"Service": "lambda.amazonaws.com"})
    local.client("lambda").create_function(
        FunctionName="worker", Runtime="python3.12", Handler="index.handler", Code={"ZipFile": pack()},
        Role="arn:aws:iam::000000000000:role/worker",
    )  # fmt: skip
    return keys


def test_everything_is_there_again(local: Local, tmp_path: Path) -> None:
    keys = fill(local)
    session = local.assume(local.role("app", allow("sqs:*"), trusted={"AWS": "000000000000"}))
    save(local.front, tmp_path / "state")
    local.front.reset()
    assert "QueueUrls" not in local.client("sqs").list_queues()
    restore(local.front, tmp_path / "state")
    queue = local.client("sqs", keys).list_queues()["QueueUrls"][0]
    assert local.receive(queue) == ["kept"]
    assert local.client("s3").get_object(Bucket="amzn-s3-demo-bucket", Key="k")["Body"].read() == b"kept"
    assert local.client("sqs", session).list_queues()["QueueUrls"]
    assert local.client("dynamodb").list_tables()["TableNames"] == ["t"]
    cloudformation = local.client("cloudformation")
    assert cloudformation.describe_stacks(StackName="topics")["Stacks"][0]["StackStatus"] == "CREATE_COMPLETE"
    assert cloudformation.describe_stack_set(StackSetName="topics")["StackSet"]["Status"] == "ACTIVE"
    assert local.client("lambda").get_function(FunctionName="worker")["Configuration"]["Runtime"] == "python3.12"
    assert local.client("organizations").describe_organization()["Organization"]["Id"]
    names = [one["EventName"] for one in local.client("cloudtrail").lookup_events()["Events"]]
    assert "CreateUser" in names


@pytest.mark.parametrize("damage", [b"", b"keypost local state 1\n", b"GIF89a\n\n\n\n"])
def test_a_damaged_file_is_refused(local: Local, tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "state").write_bytes(damage)
    with pytest.raises(UnreadableInputError, match="damaged"):
        restore(local.front, tmp_path / "state")


def test_half_a_file_is_refused(local: Local, tmp_path: Path) -> None:
    save(local.front, tmp_path / "state")
    content = (tmp_path / "state").read_bytes()
    (tmp_path / "state").write_bytes(content[:-3])
    with pytest.raises(UnreadableInputError, match="damaged"):
        restore(local.front, tmp_path / "state")


def test_a_file_of_another_release_is_refused(local: Local, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(local.front, tmp_path / "state")
    monkeypatch.setattr("keypost.endpoint.saving.name_release", lambda: "9.9.9")
    with pytest.raises(UnreadableInputError, match=r"moto 9\.9\.9"):
        restore(local.front, tmp_path / "state")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (".", "folder, a device or the like"),
        ("missing/state", "No such file or directory"),
        ("plain/state", "Not a directory"),
        ("", "folder, a device or the like"),
        ("broken", "damaged"),
        ("/dev/null", "folder, a device or the like"),
        ("/proc/state", "can't be used"),
    ],
)
def test_a_file_that_can_t_be_used_is_told_at_once(local: Local, tmp_path: Path, file: str, said: str) -> None:
    (tmp_path / "plain").write_text("")
    (tmp_path / "broken").write_bytes(b"\x80\x04no state\n\n\n")
    with pytest.raises(UnreadableInputError) as raised:
        Saver(local.front, tmp_path / file if file else Path())
    assert said in raised.value.message.en
    assert raised.value.hint.ja


def test_what_is_wrong_with_the_file_ends_the_command(tmp_path: Path) -> None:
    words = [str(COMMAND), "local", "--port", "0", "--lang", "en", "--state", str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert str(tmp_path) in done.stderr
    assert "Traceback" not in done.stderr


def test_two_endpoints_don_t_share_a_file(local: Local, tmp_path: Path) -> None:
    first = Saver(local.front, tmp_path / "state")
    with pytest.raises(UnreadableInputError, match="already"):
        Saver(local.front, tmp_path / "state")
    first.stop()
    assert list(tmp_path.iterdir()) == []
    Saver(local.front, tmp_path / "state").stop()


def test_a_link_stays_a_link_and_rests_are_swept(local: Local, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "state")
    (tmp_path / ".state.1.new").write_bytes(b"half")
    saver = Saver(local.front, tmp_path / "link")
    local.queue("orders")
    saver.stop()
    assert (tmp_path / "link").is_symlink()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link", "state"]


class FullDisk:
    """Counts what can't be saved on it."""

    def __init__(self) -> None:
        self.tries = Semaphore(0)

    def save(self, *_given: object) -> None:
        self.tries.release()
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_told_once_and_again_at_the_end(
    local: Local, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("keypost.endpoint.saving._LEAST_PAUSE", 0.05)
    saver = Saver(local.front, tmp_path / "state")
    disk = FullDisk()
    monkeypatch.setattr("keypost.endpoint.saving.save", disk.save)
    for name in ("a", "b"):
        local.queue(name)
        assert disk.tries.acquire(timeout=60)
    with pytest.raises(UnreadableInputError, match="No space left on device"):
        saver.stop()
    assert capsys.readouterr().err.count("No space left on device") == 1


def test_what_changes_while_it_is_written_is_written_the_next_time(
    local: Local, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saver = Saver(local.front, tmp_path / "state")
    outcomes = [RuntimeError("dictionary changed size during iteration"), None]

    def save_sometimes(front: Any, file: Path) -> None:
        outcome = outcomes.pop(0)
        if outcome is not None:
            raise outcome
        save(front, file)

    monkeypatch.setattr("keypost.endpoint.saving.save", save_sometimes)
    local.queue("orders")
    saver.stop()
    local.front.reset()
    restore(local.front, tmp_path / "state")
    assert local.client("sqs").list_queues()["QueueUrls"]


KILLS = """
import os, random, signal, sys, time
from pathlib import Path
from keypost.endpoint.call import Call
from keypost.endpoint.caller import build_root
from keypost.endpoint.saving import Saver, restore, save
from keypost.endpoint.server import build_front
from keypost.endpoint.settings import Settings

front, file, root = build_front(Settings()), Path(sys.argv[1]), build_root("000000000000")

def make(name):
    front.call(Call("sqs", "CreateQueue", {"QueueName": name}, "000000000000", "us-east-1"), root)

for number in range(40):
    make(f"queue-{number}")
save(front, file)
random.seed(7)
for kill in range(int(sys.argv[2])):
    child = os.fork()
    if child == 0:
        while True:
            make(f"queue-{random.random()}".replace(".", "-"))
            save(front, file)
    time.sleep(random.random() / 20)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    front.reset()
    restore(front, file)
    told = front.call(Call("sqs", "ListQueues", {}, "000000000000", "us-east-1"), root)
    assert sum("/queue-" in url for url in told["QueueUrls"]) >= 40, told
print("whole")
"""


def test_no_kill_loses_what_was_saved(tmp_path: Path) -> None:
    kills = os.environ.get("KEYPOST_KILLS", "25")
    done = subprocess.run(
        [sys.executable, "-c", KILLS, str(tmp_path / "state"), kills], capture_output=True, text=True, check=False
    )
    assert done.stdout == "whole\n", done.stderr


class Hostile:
    def __reduce__(self) -> Any:
        return os.system, ("true",)


def test_nothing_runs_that_a_file_brings_along() -> None:
    with pytest.raises(pickle.UnpicklingError, match="system"):
        snapshot.load(pickle.dumps(({}, {}, Hostile())))


def start(file: Path) -> tuple[subprocess.Popen[str], Any]:
    words = [str(COMMAND), "local", "--port", "0", "--state", str(file)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().split()[2]
    client = boto3.client(
        "sqs", endpoint_url=address, region_name="us-east-1", aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106
    )  # fmt: skip
    return process, client


def test_a_kill_in_the_middle_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    file = tmp_path / "state"
    process, sqs = start(file)
    sqs.create_queue(QueueName="first")
    deadline = time.monotonic() + 60
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    for number in range(30):
        sqs.create_queue(QueueName=f"more-{number}")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    process, sqs = start(file)
    assert any(url.endswith("/first") for url in sqs.list_queues()["QueueUrls"])
    sqs.create_queue(QueueName="last")
    process.send_signal(signal.SIGINT)
    process.communicate()
    process, sqs = start(file)
    assert any(url.endswith("/last") for url in sqs.list_queues()["QueueUrls"])
    process.kill()
    process.communicate()


def test_who_reads_that_it_is_ready_may_end_it_at_once(tmp_path: Path) -> None:
    words = [str(COMMAND), "local", "--port", "0", "--state", str(tmp_path / "state")]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode in {0, 130}  # as an interrupt ends it, never killed by the signal
