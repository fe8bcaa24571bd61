"""CodePipeline and CodeBuild: where artifacts go, and whom approvals notify.

https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipeline.html
https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetProjects.html
"""

from collections.abc import Iterator, Mapping

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, Value, settle
from keypost.readers.snapshot.record import Record

# BatchGetProjects takes so many names at once.
_AT_ONCE = 100
# Of an action's configuration only this is kept: others may be nobody else's business.
_KEPT = "NotificationArn"


def _fetch_pipelines(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListPipelines", "pipelines"), _fetch_pipeline)


def _fetch_pipeline(api: Api, listed: Item) -> Iterator[Record]:
    name = listed["name"]
    arn = api.arn("codepipeline", name)
    told = api.call("GetPipeline", about=arn, name=name).get("pipeline")
    properties = _pipeline(told) if isinstance(told, Mapping) else dict.fromkeys(("ArtifactStore", "Stages"), told)
    named = settle({"Name": name, **properties})
    yield Record("AWS::CodePipeline::Pipeline", arn, arn, name, named, "codepipeline:GetPipeline")


def _pipeline(told: Item) -> dict[str, Value]:
    stores = told.get("artifactStores") or {}
    return {
        "RoleArn": told.get("roleArn"),
        "ArtifactStore": _store(told["artifactStore"]) if told.get("artifactStore") else None,
        "ArtifactStores": [{"Region": region, "ArtifactStore": _store(one)} for region, one in stores.items()] or None,
        "Stages": [{"Name": one["name"], "Actions": list(map(_action, one["actions"]))} for one in told["stages"]],
    }


def _store(store: Item) -> dict[str, Value]:
    key = store.get("encryptionKey")
    told = {"Type": store["type"], "Location": store["location"]}
    return settle(told | {"EncryptionKey": {"Id": key["id"], "Type": key["type"]} if key else None})


def _action(action: Item) -> dict[str, Value]:
    kind = {name[0].upper() + name[1:]: value for name, value in action["actionTypeId"].items()}
    topic = (action.get("configuration") or {}).get(_KEPT)
    settings = {"RoleArn": action.get("roleArn"), "Configuration": {_KEPT: topic} if topic else None}
    return {"Name": action["name"], "ActionTypeId": kind, **settle(settings)}


def _fetch_projects(api: Api) -> Iterator[Record]:
    names = list(api.items("ListProjects", "projects"))
    batches = (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))
    yield from api.each(batches, _fetch_batch)


def _fetch_batch(api: Api, names: list[str]) -> Iterator[Record]:
    for project in api.items("BatchGetProjects", "projects", about=", ".join(names), names=names):
        arn, name = project["arn"], project["name"]
        artifacts = project.get("artifacts") or {}
        told = {"Type": artifacts.get("type"), "Location": artifacts.get("location")}
        properties = {
            "Name": name,
            "ServiceRole": project.get("serviceRole"),
            "EncryptionKey": project.get("encryptionKey"),
            "Artifacts": settle(told | {"EncryptionDisabled": artifacts.get("encryptionDisabled")}),
        }
        yield Record("AWS::CodeBuild::Project", arn, arn, name, settle(properties), "codebuild:BatchGetProjects")


PIPELINES = Part(
    "codepipeline",
    "codepipeline",
    {"ListPipelines": "codepipeline:ListPipelines", "GetPipeline": "codepipeline:GetPipeline"},
    _fetch_pipelines,
)
PROJECTS = Part(
    "codebuild",
    "codebuild",
    {"ListProjects": "codebuild:ListProjects", "BatchGetProjects": "codebuild:BatchGetProjects"},
    _fetch_projects,
)
