"""A European call by Monte Carlo: normal numbers by Box and Muller, antithetic paths."""

import math

from . import uniform

SMALL, LARGE = 200, 20000
EXPECTED = (9.875031334475427, 0.680920449266706)
SPOT, STRIKE, RATE, VOLATILITY = 100.0, 105.0, 0.03, 0.25


def start(np, n):
    numbers = uniform(7, 2 * n)
    return np.array(numbers[:n]), np.array(numbers[n:])


def loops(np, n):
    u1, u2 = start(np, n)
    drift = RATE - 0.5 * VOLATILITY ** 2
    payoffs = np.zeros(n)
    for i in range(n):
        z = math.sqrt(-2.0 * math.log(1.0 - u1[i])) * math.cos(2.0 * math.pi * u2[i])
        up = max(SPOT * math.exp(drift + VOLATILITY * z) - STRIKE, 0.0)
        down = max(SPOT * math.exp(drift - VOLATILITY * z) - STRIKE, 0.0)
        payoffs[i] = 0.5 * (up + down)
    total = squares = 0.0
    for i in range(n):
        total += payoffs[i]
    mean = total / n
    for i in range(n):
        squares += (payoffs[i] - mean) ** 2
    discount = math.exp(-RATE)
    return discount * mean, discount * math.sqrt(squares / n / n)


def vectors(np, n):
    u1, u2 = start(np, n)
    drift = RATE - 0.5 * VOLATILITY ** 2
    z = np.sqrt(-2.0 * np.log(1.0 - u1)) * np.cos(2.0 * np.pi * u2)
    up = np.maximum(SPOT * np.exp(drift + VOLATILITY * z) - STRIKE, 0.0)
    down = np.maximum(SPOT * np.exp(drift - VOLATILITY * z) - STRIKE, 0.0)
    payoffs = 0.5 * (up + down)
    discount = math.exp(-RATE)
    return discount * payoffs.mean(), discount * payoffs.std() / math.sqrt(n)
