"""A language model for the techniques that ask one: a local stub, named by the environment as a user's own would be.

It goes with the module: other tests in the same process must not find it."""

import pytest

from tests.inventing.stub_model import serving


@pytest.fixture(scope="module", autouse=True)
def language_model():
    with serving() as model, pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOOKALIKE_LLM", model.base)
        patch.setenv("LOOKALIKE_LLM_MODEL", "stub")
        patch.setenv("LOOKALIKE_LLM_KEY", "sk-test")
        yield model
