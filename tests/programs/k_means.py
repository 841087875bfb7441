"""Lloyd's algorithm: points of the plane in four clusters."""

from . import uniform

SMALL, LARGE = 60, 3000
EXPECTED = (15, 0.5857415067652861, 0.5813525381498039)
CLUSTERS, ROUNDS = 4, 8


def start(np, n):
    numbers = uniform(3, 2 * n)
    points = np.array(numbers).reshape(n, 2)
    points[:, 0] += np.arange(n) % CLUSTERS
    return points, points[:CLUSTERS].copy()


def loops(np, n):
    points, centres = start(np, n)
    labels = np.zeros(n, dtype=np.int64)
    for _ in range(ROUNDS):
        for i in range(n):
            best = 1e300
            for c in range(CLUSTERS):
                dx = points[i, 0] - centres[c, 0]
                dy = points[i, 1] - centres[c, 1]
                d = dx * dx + dy * dy
                if d < best:
                    best = d
                    labels[i] = c
        sums = np.zeros((CLUSTERS, 3))
        for i in range(n):
            c = labels[i]
            sums[c, 0] += points[i, 0]
            sums[c, 1] += points[i, 1]
            sums[c, 2] += 1.0
        for c in range(CLUSTERS):
            if sums[c, 2]:
                centres[c, 0] = sums[c, 0] / sums[c, 2]
                centres[c, 1] = sums[c, 1] / sums[c, 2]
    first = 0
    for i in range(n):
        if labels[i] == 0:
            first += 1
    return first, centres[0, 0], centres[1, 1]


def vectors(np, n):
    points, centres = start(np, n)
    for _ in range(ROUNDS):
        d = ((points[:, np.newaxis, :] - centres[np.newaxis, :, :]) ** 2).sum(axis=2)
        labels = d.argmin(axis=1)
        for c in range(CLUSTERS):
            mine = points[labels == c]
            if len(mine):
                centres[c] = mine.sum(axis=0) / len(mine)
    return int((labels == 0).sum()), centres[0, 0], centres[1, 1]
