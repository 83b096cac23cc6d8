"""Chance with a fixed seed, and the shapes that real noise has."""
import math
import zlib


class Dice:
    """Knuth's MMIX generator; the high bits are good enough for a story.

    Each stream has a name of its own, so that a change in one file leaves
    the others as they are.
    """

    def __init__(self, name):
        self.state = zlib.crc32(name.encode()) * 2654435761 % 2 ** 64
        for _ in range(4):
            self.unit()

    def unit(self):
        self.state = (self.state * 6364136223846793005
                      + 1442695040888963407) % 2 ** 64
        return (self.state >> 11) / 2 ** 53

    def chance(self, p):
        return self.unit() < p

    def below(self, n):
        return int(self.unit() * n)

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def one(self, items):
        return items[self.below(len(items))]

    def pick(self, pairs):
        """One key of [(key, weight)]."""
        at = self.unit() * sum(w for _, w in pairs)
        for key, weight in pairs:
            at -= weight
            if at < 0:
                return key
        return pairs[-1][0]

    def bell(self, mean=0.0, spread=1.0):
        """Roughly normal: the sum of four uniforms."""
        z = (sum(self.unit() for _ in range(4)) - 2) * math.sqrt(3)
        return mean + spread * z

    def long_tail(self, median, spread, high=240):
        """Minutes: lognormal, whole, at least 1."""
        value = median * math.exp(spread * self.bell())
        return max(1, min(high, round(value)))

    def count(self, mean):
        """A count that swings a little more than Poisson's."""
        return max(0, round(self.bell(mean, 1.1 * math.sqrt(mean))))


def shifted(share, *effects):
    """A share moved on the logit scale, where it cannot leave 0 to 1."""
    logit = math.log(share / (1 - share)) + sum(effects)
    return 1 / (1 + math.exp(-logit))
