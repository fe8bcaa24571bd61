"""Room 1, the policy language: decides one request and explains it; knows no network and no estate."""
