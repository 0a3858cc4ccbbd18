"""How many random histories a test plays: hundreds in a quick run, ten thousand in the nightly one."""

from hypothesis import HealthCheck, settings

IS_NIGHTLY = settings.get_current_profile_name() == "nightly"
HISTORIES = 10_000 if IS_NIGHTLY else 500

random_histories = settings(
    max_examples=HISTORIES,
    stateful_step_count=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""For the state machines; each example is one history."""
