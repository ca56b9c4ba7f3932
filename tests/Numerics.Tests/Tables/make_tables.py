"""Makes special-functions.csv with mpmath at 60 digits: python3 make_tables.py > special-functions.csv

Arguments are the exact doubles written (repr), results are rounded to 25 digits.
"""
from mpmath import mp, mpf, exp, log, loggamma, gammainc, betainc, expm1, log1p, nstr

mp.dps = 60


def row(name, arguments, value):
    print(name + "," + ";".join(repr(a) for a in arguments) + "," + nstr(value, 25, strip_zeros=False))


print("function,arguments,value")
for x in [-745.0, -700.5, -87.3, -30.25, -1.0, -0.5, -1e-3, -1e-9, 1e-12, 0.1, 0.34657, 0.5, 1.0, 2.5, 10.0, 88.0, 300.75, 709.7]:
    row("exp", [x], exp(mpf(x)))
for x in [1e-310, 2.3e-308, 1e-20, 0.1, 0.5, 0.70710678, 0.999999, 1.0000001, 1.41421356, 1.5, 2.0, 3.14159, 1e5, 1e300]:
    row("log", [x], log(mpf(x)))
for x in [-0.75, -1e-3, -1e-10, 1e-15, 1e-8, 0.01, 0.7, 5.0]:
    row("log1p", [x], log1p(mpf(x)))
    row("expm1", [x], expm1(mpf(x)))
for x in [1e-10, 0.001, 0.1, 0.2, 0.5, 0.9, 1.0, 1.0001, 1.5, 1.9999, 2.0, 2.5, 5.0, 11.5, 12.0, 20.3, 100.0, 1234.5, 1e6]:
    row("lgamma", [x], loggamma(mpf(x)))
for a in [0.1, 0.5, 1.0, 2.5, 10.0, 100.0, 2500.0]:
    for f in [0.01, 0.3, 0.9, 1.0, 1.2, 2.0]:
        x = a * f
        row("gammap", [a, x], gammainc(mpf(a), 0, mpf(x), regularized=True))
        row("gammaq", [a, x], gammainc(mpf(a), mpf(x), regularized=True))
for a, b in [(0.2, 1.8), (0.5, 0.5), (1.0, 3.0), (9.0, 1.0), (2.5, 7.5), (30.0, 4.0), (1.0, 299.0), (120.0, 880.0)]:
    for x in [1e-6, 0.01, 0.1, 0.3, 0.5, 0.9, 0.999]:
        v = betainc(mpf(a), mpf(b), 0, mpf(x), regularized=True)
        if v > mpf("1e-250"):
            row("ibeta", [x, a, b], v)
