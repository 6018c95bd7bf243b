"""The store brought into step with a folder."""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from conftest import Broken, HashEmbedder, MemoryStore

