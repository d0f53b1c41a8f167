"""Prints the first draws of RandomStream(42), from the reference definitions of SplitMix64 and xoshiro256++.

The constants in Numerics/RandomStreamTests.cs are this script's output.
"""

MASK = (1 << 64) - 1


def split_mix(state):
    state = (state + 0x9E3779B97F4A7C15) & MASK
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return state, z ^ (z >> 31)


def rotate(x, bits):
    return ((x << bits) | (x >> (64 - bits))) & MASK


def stream(seed):
    s = []
    for _ in range(4):
        seed, word = split_mix(seed)
        s.append(word)
    while True:
        yield (rotate((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)


def split(seed, key):
    _, mixed = split_mix(seed)
    return split_mix(mixed ^ key)[1]


def text_key(text):
    key = 14695981039346656037
    for character in text:
        key = ((key ^ ord(character)) * 1099511628211) & MASK
    return key


def first(seed, count=3):
    draws = stream(seed)
    return [next(draws) for _ in range(count)]


print("seed 42:", first(42))
print("seed 42, key 7:", first(split(42, 7)))
print("seed 42, key weights:", first(split(42, text_key("weights"))))
print("index below 10:", [(bits * 10) >> 64 for bits in first(42)])
print("uniform:", [(bits >> 11) * 2.0**-53 for bits in first(42)])
