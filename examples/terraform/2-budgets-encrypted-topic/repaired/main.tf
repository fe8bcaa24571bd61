terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = "ap-northeast-1"
}

# 対処は 2 通りあります。どちらを選ぶかは、社内ルールとキーの月額料金で決まります。
#   1. encrypted  カスタマーマネージドキーで暗号化し、キーポリシーで AWS Budgets を許可する
#   2. plain      トピックを KMS で暗号化しない

data "aws_caller_identity" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  topics  = { encrypted = aws_kms_key.cost_alerts.arn, plain = null }
}

resource "aws_kms_key" "cost_alerts" {
  description         = "Encrypts the cost topic"
  enable_key_rotation = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "EnableIAMPolicies"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${local.account}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      # キーにも AWS Budgets の許可が必要です。トピックポリシーだけでは足りません。
      {
        Sid       = "AllowBudgets"
        Effect    = "Allow"
        Principal = { Service = "budgets.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*", "kms:Decrypt"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_sns_topic" "cost_alerts" {
  for_each = local.topics

  name_prefix       = "cost-alerts-${each.key}-"
  kms_master_key_id = each.value
}

resource "aws_sns_topic_policy" "cost_alerts" {
  for_each = aws_sns_topic.cost_alerts

  arn = each.value.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AllowBudgets"
      Effect    = "Allow"
      Principal = { Service = "budgets.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = each.value.arn
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnLike      = { "aws:SourceArn" = "arn:aws:budgets::${local.account}:*" }
      }
    }]
  })
}

resource "aws_budgets_budget" "monthly_cost" {
  name         = "monthly-cost-tf-repaired"
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = "500"
  limit_unit   = "USD"

  dynamic "notification" {
    for_each = {
      ACTUAL     = { topic = "encrypted", threshold = 80 }
      FORECASTED = { topic = "plain", threshold = 100 }
    }

    content {
      notification_type         = notification.key
      comparison_operator       = "GREATER_THAN"
      threshold                 = notification.value.threshold
      threshold_type            = "PERCENTAGE"
      subscriber_sns_topic_arns = [aws_sns_topic.cost_alerts[notification.value.topic].arn]
    }
  }
}

resource "aws_iam_role" "chat" {
  name_prefix = "chat-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "chatbot.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_chatbot_slack_channel_configuration" "cost" {
  configuration_name = "cost-alerts-tf-repaired"
  iam_role_arn       = aws_iam_role.chat.arn
  slack_team_id      = "T0123456789"
  slack_channel_id   = "C0123456789"
  sns_topic_arns     = [for topic in aws_sns_topic.cost_alerts : topic.arn]
}
