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

# 毎月のコストが予算の 80% を超えたら Slack に通知する構成です。
# もともとは動いていましたが、あとからトピックを暗号化したため、通知が届かなくなりました。

data "aws_caller_identity" "current" {}

resource "aws_sns_topic" "cost_alerts" {
  name_prefix = "cost-alerts-"
  # AWS マネージドキー: キーポリシーを編集できず、budgets.amazonaws.com を許可できません。
  kms_master_key_id = "alias/aws/sns"
}

# トピックポリシーは正しく、AWS Budgets に発行を許可しています。原因はキーの側にあります。
data "aws_iam_policy_document" "cost_alerts" {
  statement {
    sid       = "AllowBudgets"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.cost_alerts.arn]

    principals {
      type        = "Service"
      identifiers = ["budgets.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:budgets::${data.aws_caller_identity.current.account_id}:*"]
    }
  }
}

resource "aws_sns_topic_policy" "cost_alerts" {
  arn    = aws_sns_topic.cost_alerts.arn
  policy = data.aws_iam_policy_document.cost_alerts.json
}

resource "aws_budgets_budget" "monthly_cost" {
  name         = "monthly-cost-tf-broken"
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = "500"
  limit_unit   = "USD"

  notification {
    notification_type         = "ACTUAL"
    comparison_operator       = "GREATER_THAN"
    threshold                 = 80
    threshold_type            = "PERCENTAGE"
    subscriber_sns_topic_arns = [aws_sns_topic.cost_alerts.arn]
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
  configuration_name = "cost-alerts-tf-broken"
  iam_role_arn       = aws_iam_role.chat.arn
  slack_team_id      = "T0123456789"
  slack_channel_id   = "C0123456789"
  sns_topic_arns     = [aws_sns_topic.cost_alerts.arn]
}
