async def test_two_engines_see_and_hear_each_other(stage, made):
    caller, callee = stage.pair()
    for side, hz in ((caller, 880), (callee, 440)):
        await side.until(lambda side=side: side.connected == 1)
        await side.until_pictures(30)
        assert abs(made.peak_hz(await side.fresh_sound()) - hz) < 5
    assert not caller.errors
    assert not callee.errors
