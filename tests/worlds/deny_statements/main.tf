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
  root  = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"
  admin = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/admin"
}

data "aws_iam_policy_document" "use" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = [local.root]
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

data "aws_iam_policy_document" "strict" {
  source_policy_documents = [data.aws_iam_policy_document.use.json]

  statement {
    sid       = "OnlyOurs"
    effect    = "Deny"
    actions   = ["kms:GenerateDataKey*"]
    resources = ["*"]

    not_principals {
      type        = "AWS"
      identifiers = [local.root, local.admin]
    }
  }
}

data "aws_iam_policy_document" "fair" {
  source_policy_documents = [data.aws_iam_policy_document.use.json]

  statement {
    sid       = "OnlyOurs"
    effect    = "Deny"
    actions   = ["kms:GenerateDataKey*"]
    resources = ["*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "StringNotEquals"
      variable = "aws:PrincipalArn"
      values   = [local.admin]
    }

    condition {
      test     = "BoolIfExists"
      variable = "aws:PrincipalIsAWSService"
      values   = ["false"]
    }
  }
}

locals {
  topics = {
    strict = data.aws_iam_policy_document.strict.json
    fair   = data.aws_iam_policy_document.fair.json
  }
}

resource "aws_kms_key" "topic" {
  for_each = local.topics

  policy = each.value
}

resource "aws_kms_alias" "topic" {
  for_each = local.topics

  name          = "alias/${each.key}"
  target_key_id = aws_kms_key.topic[each.key].key_id
}

resource "aws_sns_topic" "topic" {
  for_each = local.topics

  name              = each.key
  kms_master_key_id = aws_kms_key.topic[each.key].arn
}

resource "aws_sns_topic_policy" "strict" {
  arn = aws_sns_topic.topic["strict"].arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.topic["strict"].arn
    }]
  })
}

data "aws_iam_policy_document" "fair_topic" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.topic["fair"].arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }
  }

  statement {
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.topic["fair"].arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = [false]
    }
  }
}

resource "aws_sns_topic_policy" "fair" {
  arn    = aws_sns_topic.topic["fair"].arn
  policy = data.aws_iam_policy_document.fair_topic.json
}

resource "aws_cloudwatch_metric_alarm" "topic" {
  for_each = aws_sns_topic.topic

  alarm_name          = "${each.key}-alarm"
  namespace           = "AWS/EC2"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 2
  threshold           = 80
  comparison_operator = "GreaterThanThreshold"
  alarm_actions       = [each.value.arn]
}
