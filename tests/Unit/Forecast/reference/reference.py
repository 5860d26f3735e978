"""What statsmodels says about the series of reference.R, and the recursion of the TSB paper worked by hand.

/usr/bin/python3 reference.py   (Debian: python3-statsmodels) reads series.json and r.json, writes statsmodels.json.
"""
import json
import math
import warnings

import numpy as np
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.forecasting.theta import ThetaModel

warnings.simplefilter("ignore")
data, r = json.load(open("series.json")), json.load(open("r.json"))
WORD = {"A": "add", "M": "mul", "N": None}


def short(values):
    return [float(f"{v:.10g}") for v in values]


def tsb(demand, alpha, beta, probability, size):
    """Teunter, Syntetos and Babai (2011), equations 3 and 4: the probability moves every day, the size only when something sold."""
    said = []
    for d in demand:
        said.append(probability * size)
        if d > 0:
            probability, size = probability + beta * (1 - probability), size + alpha * (d - size)
        else:
            probability = probability + beta * (0 - probability)
    return said, probability * size


out = []
for y, z, ref in zip(data["series"], data["slow"], r):
    y = np.asarray(y, float)
    n = len(y)
    error, trend, season = ref["form"]
    form = dict(error=WORD[error], trend=WORD[trend], damped_trend=ref["damped"], seasonal=WORD[season], seasonal_periods=7 if season != "N" else None)
    known = dict(initial_level=ref["level"])
    if trend != "N":
        known["initial_trend"] = ref["trend"]
    if season != "N":
        known["initial_seasonal"] = ref["season"]
    given = ETSModel(y, **form, initialization_method="known", **known)
    parameters = [ref["alpha"]] + ([ref["beta"]] if trend != "N" else []) + ([ref["gamma"]] if season != "N" else []) + ([ref["phi"]] if ref["damped"] else [])
    smooth = given.smooth(np.array(parameters))
    own = ETSModel(y, **form).fit(disp=False, maxiter=2000)
    # The same likelihood in the words of R: its constants are left out there.
    own_loglik = own.llf - n / 2 * math.log(n) + n / 2 * (math.log(2 * math.pi) + 1)
    # "auto" is its only way to the multiplicative decomposition: the word "multiplicative" itself is read as additive (statsmodels 0.13).
    theta = ThetaModel(y, period=7, deseasonalize=True, use_test=True, method="auto").fit()
    if len(theta._seasonal) == 0:
        # Where its test finds no season it adds the neutral factor 1 to every forecast.
        theta = ThetaModel(y, period=7, deseasonalize=False).fit()
    theta_season = np.asarray(theta._seasonal) if len(theta._seasonal) == 7 else np.ones(7)
    said, last = tsb(z, 0.1, 0.05, 0.3, 4.0)
    out.append(dict(fitted=short(smooth.fittedvalues), forecast=short(smooth.forecast(14)), own_loglik=own_loglik, own_forecast=short(own.forecast(14)),
                    theta_alpha=float(theta._alpha), theta_level=float(y[0] / theta_season[0]), theta_season=[float(v) for v in theta_season],
                    theta_forecast=short(theta.forecast(14, theta=2)), tsb_fitted=short(said), tsb=last))
json.dump(out, open("statsmodels.json", "w"), separators=(",", ":"))
