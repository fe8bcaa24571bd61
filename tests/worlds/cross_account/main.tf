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

variable "partner" {
  type    = string
  default = "444455556666"
}

resource "aws_kms_key" "shared" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_kms_alias" "shared" {
  name          = "alias/shared"
  target_key_id = aws_kms_key.shared.key_id
}

resource "aws_sns_topic" "shared" {
  name              = "shared"
  kms_master_key_id = aws_kms_key.shared.arn
}

data "aws_iam_policy_document" "shared" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.shared.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.partner]
    }
  }

  statement {
    actions   = ["sns:Publish", "sns:Subscribe"]
    resources = [aws_sns_topic.shared.arn]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${var.partner}:root"]
    }
  }
}

resource "aws_sns_topic_policy" "shared" {
  arn    = aws_sns_topic.shared.arn
  policy = data.aws_iam_policy_document.shared.json
}

resource "aws_cloudwatch_metric_alarm" "here" {
  alarm_name          = "here"
  namespace           = "AWS/EC2"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 2
  threshold           = 80
  comparison_operator = "GreaterThanThreshold"
  alarm_actions       = [aws_sns_topic.shared.arn]
}

resource "aws_sns_topic_subscription" "partner" {
  topic_arn = aws_sns_topic.shared.arn
  protocol  = "sqs"
  endpoint  = "arn:aws:sqs:eu-west-1:${var.partner}:inbox"
}
