import pathlib
import sys

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))  # for branch_walker


@pytest.fixture
def random():
    """Random numbers, the same in every run."""
    return np.random.default_rng(20240611)
