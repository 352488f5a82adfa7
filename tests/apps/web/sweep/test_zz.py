import pytest, cProfile, pstats, time
from tests.apps.web.sweep.sweep import Sweep
from tests.apps.web.sweep import watch, actors

pytestmark = pytest.mark.django_db


def test_count(sweep):
    n = [0, 0.0]
    orig = watch.Belongings.fingerprint

    def fp(self, *a):
        t = time.process_time()
        r = orig(self, *a)
        n[0] += 1
        n[1] += time.process_time() - t
        return r

    watch.Belongings.fingerprint = fp
    tot = 0
    for actor in actors.NAMES:
        out = [actor]
        for f in (sweep.looking, sweep.searching, sweep.posting):
            t = time.process_time()
            a = sweep.asked
            b = list(n)
            w0 = time.time()
            list(f(actor))
            tot += time.process_time() - t
            out.append(
                f"{f.__name__} {sweep.asked - a} in {time.process_time() - t:.1f}s fp {n[0] - b[0]} {n[1] - b[1]:.1f}s"
            )
        print(" | ".join(out))
    print(tot, sweep.asked)
    watch.Belongings.fingerprint = orig
