package ownership

import "context"

// closure is the least set of persons that holds the seeds and every entity that the
// set holds enough of, in one of two readings of what is not known. In the sure reading
// every share is at its lower bound; that is a reading of the facts like any other, and
// the smallest, so what it blocks is blocked in all. In the widest reading the owners in
// the set hold as much of an entity as can be: their upper bounds, but no more than what
// the lower bounds of the other owners leave of 100. The shares of one entity are free of
// those of another, so all these maxima hold in one reading together, and what it leaves
// out is blocked in none.
type closure struct {
	g    *Graph
	v    *Variant
	wide bool

	// step is 0 outside, 1 for a seed, and one more than the last owner needed for
	// anybody else: the number of rounds it takes, whatever order edges come in.
	step    []int32
	members []int32 // in the order of the steps
	touched []int32 // who has an owner among the members
	// low and high are the sums of the bounds held by the members, high stopping at 100.
	low, high []Percent
	mark      []int32 // the last round in which an entity was looked at; -1 when it was not touched
	control   []Control
	visits    int // edges looked at; each at most once a run
}

func newClosure(g *Graph, v *Variant, wide bool) *closure {
	n := len(g.names)
	c := &closure{
		g: g, v: v, wide: wide, step: make([]int32, n), mark: make([]int32, n),
		low: make([]Percent, n), high: make([]Percent, n), control: make([]Control, n),
	}
	for i := range c.mark {
		c.mark[i] = -1
	}
	return c
}

// reset forgets the last run, in time proportional to it.
func (c *closure) reset() {
	for _, n := range c.touched {
		c.low[n], c.high[n], c.control[n], c.mark[n] = Percent{}, Percent{}, NoControl, -1
	}
	for _, n := range c.members {
		c.step[n] = 0
	}
	c.members, c.touched = c.members[:0], c.touched[:0]
}

// run grows the set from the seeds, round by round.
func (c *closure) run(ctx context.Context, seeds []int32) error {
	c.reset()
	for _, n := range seeds {
		if c.step[n] == 0 {
			c.step[n] = 1
			c.members = append(c.members, n)
		}
	}
	var reached []int32
	for from, round := 0, int32(1); from < len(c.members); round++ {
		to := len(c.members)
		reached = reached[:0]
		for _, owner := range c.members[from:to] {
			for _, i := range c.g.outs[c.g.out[owner]:c.g.out[owner+1]] {
				if c.visits++; c.visits%(1<<16) == 0 && ctx.Err() != nil {
					return ctx.Err()
				}
				e := &c.g.edges[i]
				n := e.entity
				if c.mark[n] < 0 {
					c.touched = append(c.touched, n)
				}
				c.low[n] = c.low[n].plus(e.share.Low)
				c.high[n] = c.high[n].upTo(e.share.High)
				c.control[n] = stronger(c.control[n], e.control)
				if c.step[n] == 0 && c.mark[n] != round {
					reached = append(reached, n)
				}
				c.mark[n] = round
			}
		}
		for _, n := range reached {
			if c.catches(n) {
				c.step[n] = round + 1
				c.members = append(c.members, n)
			}
		}
		from = to
	}
	return ctx.Err()
}

// catches applies the rule to an entity.
func (c *closure) catches(n int32) bool {
	return c.v.reaches(c.held(n)) || (c.v.Control && c.controlled(c.control[n]))
}

// held is what the members hold of an entity in the reading.
func (c *closure) held(n int32) Percent {
	if !c.wide {
		return c.low[n]
	}
	others := c.g.lows[n].minus(c.low[n])
	return least(c.high[n], hundred().minus(others))
}

// controlled says whether control counts in the reading.
func (c *closure) controlled(by Control) bool {
	return by == Controls || (by == UnknownControl && c.wide)
}

// stronger is yes before unknown before no.
func stronger(a, b Control) Control {
	if a == Controls || b == Controls {
		return Controls
	}
	return max(a, b)
}

func (c *closure) has(n int32) bool { return c.step[n] > 0 }
