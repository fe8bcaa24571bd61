"""The MCP server: check, fix, explain and paths as tools of coding agents, over standard input and output."""
