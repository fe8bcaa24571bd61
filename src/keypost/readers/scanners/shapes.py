"""The JSON of each scanner: how it is told from the others, and its findings that failed."""

from collections.abc import Callable, Iterator

from keypost.estate.scanned import Scanned
from keypost.origin import Origin
from keypost.readers.scanners.parts import Json, line_of, lines_of, object_of, objects_of, text_of


def _reports(data: object) -> list[Json]:
    return [data] if isinstance(data, dict) else list(objects_of(data))


def _is_checkov(data: object) -> bool:
    """Tell whether Checkov wrote it: a report, a list of them for several frameworks, or the counts of an empty run.

    https://www.checkov.io/2.Basics/Reviewing%20Scan%20Results.html; Checkov 3 itself writes these shapes.
    """
    reports = _reports(data)
    empty = {"passed", "failed", "skipped", "parsing_errors", "checkov_version"}
    return bool(reports) and all(
        "failed_checks" in object_of(one.get("results"))
        or ("check_type" in one and "results" in one)
        or empty <= set(one)
        for one in reports
    )


def _read_checkov(data: object, origin: Origin) -> Iterator[Scanned]:
    for report in _reports(data):
        for at, one in enumerate(objects_of(object_of(report.get("results")).get("failed_checks"))):
            first, last = lines_of(one.get("file_line_range"))
            yield Scanned(
                "Checkov",
                text_of(one.get("check_id")),
                resource=text_of(one.get("resource_address")) or text_of(one.get("resource")),
                file=text_of(one.get("repo_file_path")) or text_of(one.get("file_path")),
                first=first,
                last=last,
                origin=origin.at(f"/results/failed_checks/{at}"),
            )


def _is_trivy(data: object) -> bool:
    """Tell whether Trivy wrote it (https://trivy.dev/latest/docs/configuration/reporting/#json)."""
    report = object_of(data)
    return "SchemaVersion" in report and ("Results" in report or "ArtifactName" in report)


def _read_trivy(data: object, origin: Origin) -> Iterator[Scanned]:
    for target_at, target in enumerate(objects_of(object_of(data).get("Results"))):
        for at, one in enumerate(objects_of(target.get("Misconfigurations"))):
            if one.get("Status", "FAIL") == "FAIL":
                place = origin.at(f"/Results/{target_at}/Misconfigurations/{at}")
                yield _read_misconfiguration(one, text_of(target.get("Target")), place)


def _read_misconfiguration(one: Json, target: str, origin: Origin) -> Scanned:
    cause = object_of(one.get("CauseMetadata"))
    resource, first = text_of(cause.get("Resource")), line_of(cause.get("StartLine"))
    is_arn = resource.startswith("arn:")
    return Scanned(
        "Trivy",
        text_of(one.get("ID")) or text_of(one.get("AVDID")),
        resource="" if is_arn else resource,
        file="" if is_arn else target,
        first=first,
        last=line_of(cause.get("EndLine")) or first,
        arn=resource if is_arn else "",
        origin=origin,
    )


def _is_ocsf(data: object) -> bool:
    """Tell whether Prowler 4 and later wrote it: a list of OCSF detection findings.

    https://docs.prowler.com/projects/prowler-open-source/en/latest/tutorials/reporting/#json-ocsf
    """
    first = next(objects_of(data), {})
    return "event_code" in object_of(first.get("metadata")) and "status_code" in first


def _read_ocsf(data: object, origin: Origin) -> Iterator[Scanned]:
    for at, one in enumerate(objects_of(data)):
        if one.get("status_code") == "FAIL":
            rule = text_of(object_of(one.get("metadata")).get("event_code"))
            for resource in objects_of(one.get("resources")):
                uid = text_of(resource.get("uid"))
                yield Scanned("Prowler", rule, text_of(resource.get("name")), arn=uid, origin=origin.at(f"/{at}"))


def _is_prowler(data: object) -> bool:
    """Tell whether Prowler 3 wrote it: a list of its own shape.

    https://docs.prowler.com/projects/prowler-open-source/en/latest/tutorials/reporting/#json
    """
    return {"CheckID", "Status", "ResourceArn"} <= set(next(objects_of(data), {}))


def _read_prowler(data: object, origin: Origin) -> Iterator[Scanned]:
    for at, one in enumerate(objects_of(data)):
        if one.get("Status") == "FAIL":
            yield Scanned(
                "Prowler",
                text_of(one.get("CheckID")),
                text_of(one.get("ResourceId")),
                arn=text_of(one.get("ResourceArn")),
                origin=origin.at(f"/{at}"),
            )


def _is_cfn_nag(data: object) -> bool:
    """Tell whether cfn-nag wrote it (https://github.com/stelligent/cfn_nag/blob/master/README.md)."""
    first = next(objects_of(data), {})
    return "filename" in first and "file_results" in first


def _read_cfn_nag(data: object, origin: Origin) -> Iterator[Scanned]:
    for file_at, file in enumerate(objects_of(data)):
        for at, one in enumerate(objects_of(object_of(file.get("file_results")).get("violations"))):
            place = origin.at(f"/{file_at}/file_results/violations/{at}")
            ids, lines = one.get("logical_resource_ids"), one.get("line_numbers")
            for index, resource in enumerate(ids if isinstance(ids, list) else ()):
                line = line_of(lines[index]) if isinstance(lines, list) and index < len(lines) else 0
                name, rule = text_of(file.get("filename")), text_of(one.get("id"))
                yield Scanned("cfn-nag", rule, text_of(resource), name, line, line, origin=place)


def _is_kics(data: object) -> bool:
    """Tell whether KICS wrote it (https://docs.kics.io/latest/results/)."""
    return {"queries", "files_scanned"} <= set(object_of(data))


def _read_kics(data: object, origin: Origin) -> Iterator[Scanned]:
    for query_at, query in enumerate(objects_of(object_of(data).get("queries"))):
        for at, file in enumerate(objects_of(query.get("files"))):
            line = line_of(file.get("line"))
            rule, place = text_of(query.get("query_id")), origin.at(f"/queries/{query_at}/files/{at}")
            name = text_of(file.get("file_name"))
            yield Scanned("KICS", rule, _name_in_kics(file), name, line, line, origin=place)


def _name_in_kics(file: Json) -> str:
    """Return what `search_key` names: `aws_sns_topic[alerts]...` or `Resources.Alerts...`; else nothing.

    `resource_name` is what the resource is called in AWS, where it says so.
    """
    path = text_of(file.get("search_key")).replace("{{", "").replace("}}", "")
    kind, bracket, rest = path.partition("[")
    if bracket and "." not in kind:
        return f"{kind}.{rest.partition(']')[0]}"
    steps = path.split(".")
    return steps[1] if steps[0] == "Resources" and len(steps) > 1 else ""


def _is_tfsec(data: object) -> bool:
    """Tell whether tfsec wrote it (https://aquasecurity.github.io/tfsec/latest/guides/configuration/output/)."""
    results = object_of(data).get("results")
    if "results" not in object_of(data) or not (results is None or isinstance(results, list)):
        return False
    return all("long_id" in one and "location" in one for one in objects_of(results))


def _read_tfsec(data: object, origin: Origin) -> Iterator[Scanned]:
    for at, one in enumerate(objects_of(object_of(data).get("results"))):
        if one.get("status", 0) == 0:  # 0 failed, 1 passed, 2 ignored
            place = object_of(one.get("location"))
            yield Scanned(
                "tfsec",
                text_of(one.get("rule_id")),
                resource=text_of(one.get("resource")),
                file=text_of(place.get("filename")),
                first=line_of(place.get("start_line")),
                last=line_of(place.get("end_line")),
                origin=origin.at(f"/results/{at}"),
            )


# In this order: the first that knows its own reads it.
SHAPES: tuple[tuple[Callable[[object], bool], Callable[[object, Origin], Iterator[Scanned]]], ...] = (
    (_is_checkov, _read_checkov),
    (_is_trivy, _read_trivy),
    (_is_ocsf, _read_ocsf),
    (_is_prowler, _read_prowler),
    (_is_cfn_nag, _read_cfn_nag),
    (_is_kics, _read_kics),
    (_is_tfsec, _read_tfsec),
)
