import numpy as np
import pytest


@pytest.fixture
def random():
    """Random numbers, the same in every run."""
    return np.random.default_rng(20240611)
