"""A folder of configuration without a plan: what can be known is known, the rest is a gap."""

import json
from pathlib import Path

import pytest

from keypost.readers.options import ReadOptions
from keypost.unknown import Unread, has_unknown
from tests.readers.terraform.modules.folders import OPTIONS, Read, read, write

_TOPIC = 'resource "aws_sns_topic" "t" {\n  name = %s\n}\n'


def _name(folder: Path, expression: str, *, options: ReadOptions = OPTIONS, **files: str) -> object:
    return read(folder, _TOPIC % expression, options=options, **files).value("aws_sns_topic.t", "name")


def test_references_are_followed_to_what_they_mean(tmp_path: Path) -> None:
    text = """
    locals { prefix = lower("ACME") }
    data "aws_caller_identity" "me" {}
    data "aws_region" "here" {}
    data "aws_partition" "p" {}
    resource "aws_sqs_queue" "q" { name = "${local.prefix}-jobs" }
    resource "aws_sns_topic" "t" {
      name              = join("-", [data.aws_caller_identity.me.account_id, data.aws_region.here.name])
      kms_master_key_id = aws_sqs_queue.q.arn
    }
    """
    found = read(tmp_path, text)
    assert found.value("aws_sqs_queue.q", "name") == "acme-jobs"
    assert found.value("aws_sns_topic.t", "name") == "111122223333-eu-west-1"
    assert found.value("aws_sns_topic.t", "kms_master_key_id") == "arn:aws:sqs:eu-west-1:111122223333:acme-jobs"
    assert found.gaps == []
    assert str(found.instances["aws_sns_topic.t"].locate(("name",))) == f"{tmp_path}/main.tf:8"
    assert found.instances["aws_sns_topic.t"].is_computed("policy")
    assert not found.instances["aws_sns_topic.t"].is_computed("name")


@pytest.mark.parametrize(
    ("variable", "files", "name"),
    [
        ("", {}, "${var.x}"),
        ('default = "d"', {}, "d"),
        ('default = "d"', {"terraform.tfvars": 'x = "t"'}, "t"),
        ('default = "d"', {"terraform.tfvars": 'x = "t"', "terraform.tfvars.json": '{"x": "j"}'}, "j"),
        ("", {"terraform.tfvars": 'x = "t"', "b.auto.tfvars": 'x = "b"', "a.auto.tfvars": 'x = "a"'}, "b"),
        ("", {"other.tfvars": 'x = "o"'}, "${var.x}"),
        ("nullable = false\ndefault = 7", {"terraform.tfvars": "x = null"}, "7"),
    ],
)
def test_variables_have_the_values_that_terraform_gives_them(
    tmp_path: Path, variable: str, files: dict[str, str], name: str
) -> None:
    write(tmp_path, files)
    assert _name(tmp_path, "var.x", v_tf=f'variable "x" {{\n  type = string\n{variable}\n}}\n') == name


def test_parameters_win_and_are_expressions_where_the_type_is_one(tmp_path: Path) -> None:
    write(tmp_path, {"terraform.tfvars": 'x = "t"'})
    options = OPTIONS._replace(parameters={"x": "p", "l": '["a", "b"]', "n": "3", "o": '{ k = "v" }'})
    variables = """
    variable "x" {}
    variable "l" { type = list(string) }
    variable "n" { type = number }
    variable "o" { type = object({ k = string, d = optional(string, "dflt"), e = optional(string) }) }
    """
    expression = '"${var.x}${var.l[1]}${var.n + 1}${var.o.k}${var.o.d}${var.o.e == null}"'
    assert _name(tmp_path, expression, options=options, v_tf=variables) == "pb4vdflttrue"


def test_a_variable_that_is_unknown_and_no_text_is_unread(tmp_path: Path) -> None:
    variables = 'variable "l" { type = list(string) }\nvariable "any" {}\n'
    found = read(tmp_path, _TOPIC % "var.l" + _TOPIC.replace('"t"', '"u"') % '"${var.any}-x"', v_tf=variables)
    assert isinstance(found.value("aws_sns_topic.t", "name"), Unread)
    assert found.value("aws_sns_topic.u", "name") == "${var.any}-x"


def test_count_and_for_each_make_instances(tmp_path: Path) -> None:
    text = """
    resource "aws_sns_topic" "c" {
      count = 2
      name  = "c${count.index}"
    }
    resource "aws_sns_topic" "e" {
      for_each = { b = "2", a = "1" }
      name     = "${each.key}${each.value}"
    }
    resource "aws_sns_topic" "s" {
      for_each = toset(["x"])
      name     = "${each.key}${aws_sns_topic.c[1].name}${aws_sns_topic.e["a"].name}"
    }
    resource "aws_sns_topic" "none" { count = 0 }
    resource "aws_sns_topic" "all" {
      name = join(",", aws_sns_topic.c[*].arn, values(aws_sns_topic.e)[*].name, [for k, t in aws_sns_topic.e : k])
    }
    """
    found = read(tmp_path, text)
    assert {address: found.value(address, "name") for address in found.instances} == {
        "aws_sns_topic.c[0]": "c0",
        "aws_sns_topic.c[1]": "c1",
        'aws_sns_topic.e["a"]': "a1",
        'aws_sns_topic.e["b"]': "b2",
        'aws_sns_topic.s["x"]': "xc1a1",
        "aws_sns_topic.all": "arn:aws:sns:eu-west-1:111122223333:c0,arn:aws:sns:eu-west-1:111122223333:c1,a1,b2,a,b",
    }
    assert found.gaps == []


def test_an_unknown_number_is_read_as_one_for_all_and_is_a_gap(tmp_path: Path) -> None:
    text = """
    variable "on" { type = bool }
    resource "aws_sns_topic" "t" {
      count = var.on ? 1 : 0
      name  = "t${count.index}"
    }
    resource "aws_sns_topic_policy" "t" {
      count  = var.on ? 1 : 0
      arn    = aws_sns_topic.t[0].arn
      policy = "{}"
    }
    resource "aws_sqs_queue" "q" {
      name              = "q"
      kms_master_key_id = one(aws_sns_topic.t[*].arn)
      policy            = try(aws_sns_topic.t[0].arn, null)
    }
    """
    found = read(tmp_path, text)
    assert list(found.instances) == ["aws_sns_topic.t[?]", "aws_sns_topic_policy.t[?]", "aws_sqs_queue.q"]
    assert [(gap.what, gap.origin.line) for gap in found.gaps] == [
        ("aws_sns_topic.t", 4),
        ("aws_sns_topic_policy.t", 8),
    ]
    assert has_unknown(str(found.instances["aws_sns_topic.t[?]"].values["name"]))
    assert has_unknown(str(found.instances["aws_sns_topic_policy.t[?]"].values["arn"]))
    assert isinstance(found.value("aws_sns_topic_policy.t[?]", "policy"), Unread)  # there may be none
    assert isinstance(found.value("aws_sqs_queue.q", "kms_master_key_id"), Unread)
    assert isinstance(found.value("aws_sqs_queue.q", "policy"), Unread)


def test_modules_are_instantiated_with_what_they_are_given(tmp_path: Path) -> None:
    inner = """
    variable "name" { type = string }
    variable "keys" {
      type    = map(string)
      default = {}
    }
    resource "aws_sns_topic" "this" {
      name = "${var.name}-${path.module}-${lookup(var.keys, "k", "none")}"
    }
    output "arn" { value = aws_sns_topic.this.arn }
    output "topic" { value = aws_sns_topic.this }
    """
    text = """
    module "one" {
      source = "./modules/topic"
      name   = "one"
      keys   = { k = "v" }
    }
    module "many" {
      source   = "./modules/topic"
      for_each = toset(["a"])
      name     = "many-${each.key}"
    }
    resource "aws_sqs_queue" "q" {
      name = "${module.one.arn}|${module.many["a"].topic.name}|${join(",", [for m in module.many : m.arn])}"
    }
    """
    found = read(tmp_path, text, modules__topic__main_tf=inner)
    assert found.value("module.one.aws_sns_topic.this", "name") == "one-modules/topic-v"
    arn = "arn:aws:sns:eu-west-1:111122223333:"
    name = "many-a-modules/topic-none"
    assert found.value("aws_sqs_queue.q", "name") == f"{arn}one-modules/topic-v|{name}|{arn}{name}"
    instance = found.instances['module.many["a"].aws_sns_topic.this']
    assert str(instance.origin) == f"{tmp_path}/modules/topic/main.tf:7"


def test_a_module_that_is_not_here_is_a_gap_and_its_outputs_are_unknown(tmp_path: Path) -> None:
    text = 'module "m" {\n  source = "acme/topic/aws"\n}\n' + _TOPIC % "module.m.name"
    found = read(tmp_path, text)
    assert found.value("aws_sns_topic.t", "name") == "${module.m.name}"
    assert [(gap.what, gap.origin.line) for gap in found.gaps] == [("module.m", 1)]
    assert "terraform init" in found.gaps[0].why.en


def test_providers_tell_where_resources_stand(tmp_path: Path) -> None:
    text = """
    variable "role" { default = "arn:aws:iam::444455556666:role/deploy" }
    provider "aws" { region = "us-east-1" }
    provider "aws" {
      alias  = "west"
      region = "us-west-2"
      assume_role { role_arn = var.role }
    }
    resource "aws_sns_topic" "here" { name = "n" }
    resource "aws_sns_topic" "there" {
      provider = aws.west
      name     = "n"
    }
    resource "aws_sns_topic" "own" {
      region = "eu-central-1"
      name   = "n"
    }
    module "m" {
      source    = "./m"
      providers = { aws = aws.west }
    }
    module "n" { source = "./m" }
    """
    found = read(tmp_path, text, m__main_tf=_TOPIC % '"n"')
    assert {address: instance.whereabouts[:2] for address, instance in found.instances.items()} == {
        "aws_sns_topic.here": ("111122223333", "us-east-1"),
        "aws_sns_topic.there": ("444455556666", "us-west-2"),
        "aws_sns_topic.own": ("111122223333", "eu-central-1"),
        "module.m.aws_sns_topic.t": ("444455556666", "us-west-2"),
        "module.n.aws_sns_topic.t": ("111122223333", "us-east-1"),
    }


def test_policy_documents_are_rendered(tmp_path: Path) -> None:
    text = """
    data "aws_iam_policy_document" "base" {
      statement {
        sid     = "Base"
        actions = ["sns:Publish"]
        principals {
          type        = "Service"
          identifiers = ["events.amazonaws.com"]
        }
      }
    }
    data "aws_iam_policy_document" "d" {
      source_policy_documents = [data.aws_iam_policy_document.base.json]
      dynamic "statement" {
        for_each = ["cloudwatch", "budgets"]
        content {
          sid       = title(statement.value)
          actions   = ["sns:Publish"]
          resources = [aws_sns_topic.t.arn]
          principals {
            type        = "Service"
            identifiers = ["${statement.value}.amazonaws.com"]
          }
          condition {
            test     = "StringEquals"
            variable = "aws:SourceAccount"
            values   = ["111122223333"]
          }
        }
      }
    }
    resource "aws_sns_topic" "t" {
      name   = "t"
      policy = data.aws_iam_policy_document.d.json
    }
    """
    policy = read(tmp_path, text).value("aws_sns_topic.t", "policy")
    assert isinstance(policy, dict)
    assert [statement["Sid"] for statement in policy["Statement"]] == ["Base", "Cloudwatch", "Budgets"]
    assert policy["Statement"][2] == {
        "Sid": "Budgets",
        "Effect": "Allow",
        "Action": ["sns:Publish"],
        "Resource": ["arn:aws:sns:eu-west-1:111122223333:t"],
        "Principal": {"Service": ["budgets.amazonaws.com"]},
        "Condition": {"StringEquals": {"aws:SourceAccount": ["111122223333"]}},
    }


def test_policies_in_files_are_read_inside_the_folder_only(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("{}")
    root = write(tmp_path / "root", {"p.json": '{"Version": "${v}"}'})
    found = read(
        root, _TOPIC % 'file("${path.module}/p.json")' + _TOPIC.replace('"t"', '"u"') % 'file("../secret.json")'
    )
    assert found.value("aws_sns_topic.t", "name") == '{"Version": "${v}"}'
    assert found.value("aws_sns_topic.u", "name") == "${file(../secret.json)}"


def test_what_refers_to_itself_ends(tmp_path: Path) -> None:
    text = """
    locals {
      a = local.b
      b = local.a
    }
    resource "aws_sns_topic" "t" {
      name  = local.a
      count = length(aws_sns_topic.t)
    }
    resource "aws_kms_key" "k" { policy = aws_iam_role.r.arn }
    resource "aws_iam_role" "r" {
      name               = "r"
      assume_role_policy = aws_kms_key.k.arn
    }
    """
    found = read(tmp_path, text)
    assert isinstance(found.value("aws_sns_topic.t[?]", "name"), Unread)
    assert found.value("aws_kms_key.k", "policy") == "arn:aws:iam::111122223333:role/r"


def test_long_chains_are_followed_to_their_end(tmp_path: Path) -> None:
    links = "\n".join(f'  l{number} = "${{local.l{number + 1}}}"' for number in range(600))
    text = f"locals {{\n{links}\n  l600 = aws_sqs_queue.q.name\n}}\n" + _TOPIC % "local.l0"
    found = read(tmp_path, text + 'resource "aws_sqs_queue" "q" { name = "end" }\n')
    assert found.value("aws_sns_topic.t", "name") == "end"
    assert found.gaps == []


def test_errors_in_resources_are_gaps_at_their_line(tmp_path: Path) -> None:
    found = read(tmp_path, _TOPIC % "local.nope", broken_tf="variable {")
    assert [(gap.what, gap.origin.line) for gap in found.gaps] == [("local.nope", 2)]
    write(tmp_path, {"terraform.tfvars": "x = ["})
    assert str(Read(tmp_path, OPTIONS).gaps[0].origin) == f"{tmp_path}/terraform.tfvars:1"


def test_json_configuration_says_the_same(tmp_path: Path) -> None:
    topic = {"name": "${local.n}", "count": 1}
    data = {"locals": {"n": "x-${count.index == 0}"}, "resource": {"aws_sns_topic": {"t": topic}}}
    write(tmp_path, {"a.tf.json": json.dumps(data).replace("x-${count.index == 0}", "x")})
    assert read(tmp_path).value("aws_sns_topic.t[0]", "name") == "x"


def test_the_workspace_is_known_where_it_is_given_or_selected(tmp_path: Path) -> None:
    assert _name(tmp_path, "terraform.workspace") == "${terraform.workspace}"
    write(tmp_path, {".terraform/environment": "dev\n"})
    assert _name(tmp_path, "terraform.workspace") == "dev"
    given = OPTIONS._replace(parameters={"terraform.workspace": "prod"})
    assert _name(tmp_path, "terraform.workspace", options=given) == "prod"


def test_a_provider_that_depends_on_what_it_provides_ends(tmp_path: Path) -> None:
    text = """
    module "roles" { source = "./roles" }
    provider "aws" { assume_role { role_arn = module.roles.arn } }
    """
    inner = 'resource "aws_iam_role" "r" { name = "r" }\noutput "arn" { value = aws_iam_role.r.arn }\n'
    found = read(tmp_path, text, roles__main_tf=inner)
    assert found.instances["module.roles.aws_iam_role.r"].whereabouts.account == "111122223333"


def test_only_what_matters_is_a_gap(tmp_path: Path) -> None:
    text = """
    variable "n" { type = number }
    resource "aws_vpc" "v" { count = var.n }
    resource "aws_sns_topic" "t" { count = var.n }
    """
    assert [gap.what for gap in read(tmp_path, text).gaps] == ["aws_sns_topic.t"]


def test_what_may_not_be_there_lets_nobody_in_for_sure(tmp_path: Path) -> None:
    text = """
    variable "on" { type = bool }
    resource "aws_lambda_permission" "p" {
      count         = var.on ? 1 : 0
      action        = "lambda:InvokeFunction"
      function_name = "f"
      principal     = "sns.amazonaws.com"
    }
    resource "aws_kms_alias" "a" {
      count         = var.on ? 1 : 0
      name          = "alias/a"
      target_key_id = "k"
    }
    """
    found = read(tmp_path, text)
    assert found.value("aws_lambda_permission.p[?]", "function_name") == "f"
    assert isinstance(found.value("aws_lambda_permission.p[?]", "principal"), Unread)
    assert found.value("aws_kms_alias.a[?]", "name") == "alias/a"
    assert isinstance(found.value("aws_kms_alias.a[?]", "target_key_id"), Unread)
