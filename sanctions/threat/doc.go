// Package threat judges a threat: a duty or a sanction that somebody says will come by a day
// unless another does what is asked. Nothing here is computed from the law: the probability that
// it comes, how far it is enforced, who bears it and how long it takes are judgements of the
// person who asks, inputs with ranges, and the package does exact arithmetic on them.
//
// # Arithmetic
//
// Over a horizon of H days, C is what the measure costs at full enforcement and unchanged trade,
// and G what the target gains by going on as it does:
//
//	bite(b)  = 1 − b/2H for b ≤ H, H/2b beyond     the share of H in effect, if it grows evenly over b days
//	expected = p · e · bite(b) · C                  p probability, e enforcement
//	target   = expected · (1 − s)                   s the share passed on to buyers in the sender's country
//	sender   = expected · s
//
// The threat works, for a target that counts money alone, where target ≥ G. A [Need] is how far
// one judgement would have to go for that, the others at their centres.
//
// # Ranges
//
// p, e and s are from 0 to 1, b is 0 or more days; each has a low, a central and a high value,
// low ≤ central ≤ high. Every amount moves one way in each of them, so its least and most are
// at the ends. Draws are uniform in the ranges, independent, in steps of a thousand-millionth
// part; draw i has a generator of its own (PCG of the seed and i), and the same seed gives the same
// numbers whoever draws. Amounts are rounded half up to cents.
//
// Errors are *Error, several joined; each names its field as the programs name their flag.
package threat
