package numeric

import (
	"errors"
	"math"
)

// ErrNoRoot is returned where a function does not cross zero inside the limit.
var ErrNoRoot = errors.New("numeric: no crossing of zero inside the limit")

// Root finds where f, above zero at lo, crosses zero between lo and limit; guess is tried as an
// upper end first. The last call of f is at the root, or at lo where f is not above zero there.
// tolerance is a value of f that counts as zero.
func Root(f func(float64) (float64, error), lo, guess, limit, tolerance float64) error {
	const step = 1e-14
	flo, err := f(lo)
	if err != nil || flo <= 0 {
		return err
	}
	hi := min(guess, limit)
	var fhi float64
	for {
		if fhi, err = f(hi); err != nil {
			return err
		}
		if fhi <= 0 {
			break
		}
		if hi >= limit {
			return ErrNoRoot
		}
		lo, flo = hi, fhi
		hi = min(hi*1.5, limit)
	}
	// Brent's idea in its simplest safe form: secants (Illinois), halving where they creep.
	side := 0
	for range 200 {
		if math.Abs(hi-lo) < step || fhi == 0 {
			break
		}
		mid := (lo*fhi - hi*flo) / (fhi - flo)
		if !(mid > lo && mid < hi) {
			mid = (lo + hi) / 2
		}
		v, err := f(mid)
		if err != nil {
			return err
		}
		if math.Abs(v) < tolerance {
			return nil
		}
		if v > 0 {
			if lo, flo = mid, v; side == 1 {
				fhi /= 2
			}
			side = 1
		} else {
			if hi, fhi = mid, v; side == -1 {
				flo /= 2
			}
			side = -1
		}
	}
	return nil
}
