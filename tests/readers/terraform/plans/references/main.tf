terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}
variable "enabled" { default = true }
variable "region" { default = "eu-west-1" }
provider "aws" {
  region = var.region
}
provider "aws" {
  alias  = "use1"
  region = "us-east-1"
}
locals {
  kms = aws_kms_key.k.arn
}
resource "aws_kms_key" "k" {}
resource "aws_kms_alias" "k" {
  name_prefix   = "alias/foo"
  target_key_id = aws_kms_key.k.key_id
}
resource "aws_sns_topic" "each" {
  for_each          = toset(["a", "b"])
  name              = "t-${each.key}"
  kms_master_key_id = local.kms
}
resource "aws_sns_topic" "pfx" {
  name_prefix = "foo-"
  provider    = aws.use1
}
resource "aws_cloudwatch_metric_alarm" "each" {
  for_each                  = aws_sns_topic.each
  alarm_name                = "cpu-${each.key}"
  comparison_operator       = "GreaterThanThreshold"
  evaluation_periods        = 2
  metric_name               = "CPUUtilization"
  namespace                 = "AWS/EC2"
  period                    = 300
  statistic                 = "Average"
  threshold                 = 80
  alarm_actions             = [each.value.arn]
  ok_actions                = values(aws_sns_topic.each)[*].arn
  insufficient_data_actions = [for t in aws_sns_topic.each : t.arn]
}
resource "aws_cloudwatch_metric_alarm" "multi" {
  alarm_name                = "cpu-m"
  comparison_operator       = "GreaterThanThreshold"
  evaluation_periods        = 2
  metric_name               = "CPUUtilization"
  namespace                 = "AWS/EC2"
  period                    = 300
  statistic                 = "Average"
  threshold                 = 80
  alarm_actions             = [aws_sns_topic.each["a"].arn, aws_sns_topic.pfx.arn]
  ok_actions                = var.enabled ? [aws_sns_topic.pfx.arn] : []
  insufficient_data_actions = module.m[*].arn
}
module "m" {
  count     = 2
  source    = "./topics"
  key       = { id = aws_kms_key.k.id, name = "foo" }
  providers = { aws = aws.use1 }
  topics    = [aws_sns_topic.pfx.arn]
}
resource "aws_budgets_budget" "b" {
  name         = "b"
  budget_type  = "COST"
  limit_amount = "1"
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  dynamic "notification" {
    for_each = [80, 100]
    content {
      comparison_operator       = "GREATER_THAN"
      notification_type         = "ACTUAL"
      threshold                 = notification.value
      threshold_type            = "PERCENTAGE"
      subscriber_sns_topic_arns = [aws_sns_topic.pfx.arn]
    }
  }
}
resource "aws_s3_bucket" "b" { bucket_prefix = "foo" }
resource "aws_s3_bucket" "c" {}
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.bucket
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      kms_master_key_id = aws_kms_key.k.arn
      sse_algorithm     = "aws:kms"
    }
  }
}
resource "aws_s3_bucket_notification" "n" {
  bucket = aws_s3_bucket.b.id
  topic {
    topic_arn = aws_sns_topic.pfx.arn
    events    = ["s3:ObjectCreated:*"]
  }
  queue {
    queue_arn     = aws_sqs_queue.q.arn
    events        = ["s3:ObjectCreated:*"]
    filter_prefix = aws_s3_bucket.b.id
  }
  queue {
    queue_arn = aws_sqs_queue.r.arn
    events    = ["s3:ObjectRemoved:*"]
  }
}
resource "aws_sqs_queue" "q" {
  name           = "q"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.r.arn, maxReceiveCount = 3 })
}
resource "aws_sqs_queue" "r" {
  name              = "r"
  kms_master_key_id = one(aws_kms_key.k[*].id)
}
data "aws_iam_policy_document" "base" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.q.arn, aws_sqs_queue.r.arn]
    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.pfx.arn]
    }
  }
  dynamic "statement" {
    for_each = { for k, t in aws_sns_topic.each : k => t.arn }
    content {
      actions   = ["sns:Publish"]
      resources = [statement.value]
    }
  }
}
data "aws_iam_policy_document" "over" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    sid       = "S3"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.b.arn}/*", aws_s3_bucket.b.arn]
  }
}
resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.q.url
  policy    = data.aws_iam_policy_document.over.json
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_iam_role_policy" "r" {
  role   = aws_iam_role.r.id
  policy = templatefile("${path.module}/p.tpl", { q = aws_sqs_queue.q.arn })
}
resource "aws_lambda_event_source_mapping" "e" {
  event_source_arn = aws_sqs_queue.q.arn
  function_name    = "foo"
}
output "x" { value = aws_sqs_queue.q.arn }
