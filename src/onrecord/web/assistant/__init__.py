"""An MCP server: assistants ask the archive, and can answer with quotations that exist, and with no others."""

from onrecord.web.assistant.pages import Allowed
from onrecord.web.assistant.server import create_server, serve

__all__ = ["Allowed", "create_server", "serve"]
