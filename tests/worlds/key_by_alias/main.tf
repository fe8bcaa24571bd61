terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

data "aws_caller_identity" "current" {}

locals {
  teams = { pager = true, retired = false }
}

data "aws_iam_policy_document" "alarms" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  statement {
    actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }
  }
}

resource "aws_kms_key" "team" {
  for_each = local.teams

  is_enabled = each.value
  policy     = data.aws_iam_policy_document.alarms.json
}

resource "aws_kms_alias" "team" {
  for_each = local.teams

  name          = "alias/${each.key}"
  target_key_id = aws_kms_key.team[each.key].key_id
}

resource "aws_sns_topic" "team" {
  for_each = aws_kms_alias.team

  name              = each.key
  kms_master_key_id = each.value.name
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  for_each = aws_sns_topic.team

  alarm_name          = each.key
  namespace           = "AWS/EC2"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 2
  threshold           = 80
  comparison_operator = "GreaterThanThreshold"
  alarm_actions       = [each.value.arn]
}
