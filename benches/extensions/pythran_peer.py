#pythran export one(float64[:])
def one(x):
    return 1.5
