"""What holds for every test."""

import hypothesis

# A test machine that is busy is slow now and then: a deadline an example would fail at random.
hypothesis.settings.register_profile("suite", deadline=None, print_blob=True)
hypothesis.settings.load_profile("suite")
