"""The archive for other programs: an HTTP API and an MCP server. Needs the extra ``web``."""
