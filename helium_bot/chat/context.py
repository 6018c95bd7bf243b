"""The names of the library's own types, as this bot uses them."""

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackContext, ExtBot

Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
Handler = BaseHandler[Update, Context, Any]
