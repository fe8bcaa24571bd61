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

# The key has the default policy.
resource "aws_kms_key" "landing_zone" {
  description         = "Encrypts the logs of the landing zone"
  enable_key_rotation = true
}

resource "aws_controltower_landing_zone" "this" {
  version = "3.3"

  manifest_json = jsonencode({
    governedRegions = ["ap-northeast-1"]
    organizationStructure = {
      security = { name = "Security" }
      sandbox  = { name = "Sandbox" }
    }
    centralizedLogging = {
      accountId = "210987654321"
      enabled   = true
      configurations = {
        loggingBucket       = { retentionDays = 365 }
        accessLoggingBucket = { retentionDays = 365 }
        kmsKeyArn           = aws_kms_key.landing_zone.arn
      }
    }
    securityRoles    = { accountId = "333344445555" }
    accessManagement = { enabled = true }
  })
}

