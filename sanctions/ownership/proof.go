package ownership

// blocked is the finding of an entity that the sure reading catches.
func (w *work) blocked(n int32, through string, rings []int32) Finding {
	f := Finding{
		Entity: w.g.names[n], Status: Blocked, Through: through,
		Step: int(w.sure.step[n]) - 1, High: w.widest.held(n),
	}
	from, to := w.g.in[n], w.g.in[n+1]
	var held Percent
	for i := from; i < to; i++ {
		if w.counts(i) && !w.circular(i, rings) {
			held = held.plus(w.g.edges[i].share.Low)
		}
	}
	f.Low = held
	// Where the shares are enough, they are the ground, and control beside them is said;
	// where they are not, those who control are.
	byShares := w.v.reaches(held)
	for i := from; i < to; i++ {
		e := &w.g.edges[i]
		if !w.counts(i) || (byShares && e.share.Low.IsZero()) || (!byShares && e.control != Controls) {
			continue
		}
		if w.circular(i, rings) {
			f.Circular = append(f.Circular, w.counted(i))
		} else {
			f.Owners = append(f.Owners, w.counted(i))
		}
	}
	return f
}

// counts says whether an edge brings its entity nearer to the threshold in the sure
// reading.
func (w *work) counts(i int32) bool {
	e := &w.g.edges[i]
	return w.sure.has(e.owner) && (!e.share.Low.IsZero() || (w.v.Control && e.control == Controls))
}

// circular says whether an owner may be blocked by way of the entity itself. Owners in
// no ring with it never are; within a ring, those of earlier steps are not, and they
// are enough, because the entity was caught by earlier steps alone.
func (w *work) circular(i int32, rings []int32) bool {
	e := &w.g.edges[i]
	return rings != nil && rings[e.owner] == rings[e.entity] && w.sure.step[e.owner] >= w.sure.step[e.entity]
}

// open is the finding of an entity that the sure reading does not catch.
func (w *work) open(n int32, through string, status Status) Finding {
	f := Finding{Entity: w.g.names[n], Status: status, Through: through, Low: w.sure.low[n], High: w.widest.held(n)}
	for i := w.g.in[n]; i < w.g.in[n+1]; i++ {
		e := &w.g.edges[i]
		if !w.widest.has(e.owner) || e.owner == e.entity || (e.share.High.IsZero() && e.control == NoControl) {
			continue
		}
		c := w.counted(i)
		f.Owners = append(f.Owners, c)
		if status != Undetermined {
			continue
		}
		if !w.sure.has(e.owner) {
			f.Missing = append(f.Missing, Missing{c.Owner, factStatus})
		}
		if c.Most != e.share.Low {
			f.Missing = append(f.Missing, Missing{c.Owner, factShare})
		}
		if w.v.Control && e.control == UnknownControl {
			f.Missing = append(f.Missing, Missing{c.Owner, factControl})
		}
	}
	return f
}

// counted describes the owner of an edge.
func (w *work) counted(i int32) Counted {
	e := &w.g.edges[i]
	c := Counted{Owner: w.g.names[e.owner], Share: e.share, Control: e.control, Status: Undetermined}
	others := w.g.lows[e.entity].minus(e.share.Low)
	c.Most = least(e.share.High, hundred().minus(others))
	switch {
	case w.listed[e.owner]:
		c.Status = Listed
	case w.sure.has(e.owner):
		c.Status = Blocked
	}
	return c
}

// rings numbers the sets of blocked entities that stand in a ring with one another
// (Tarjan's strong components, without recursion). It is nil when no owner was caught
// as late as what it owns, because then no edge can be circular.
func (w *work) rings() []int32 {
	late := false
	for _, n := range w.sure.members {
		for i := w.g.in[n]; i < w.g.in[n+1] && !late; i++ {
			late = w.sure.step[n] > 1 && w.counts(i) && w.sure.step[w.g.edges[i].owner] >= w.sure.step[n]
		}
	}
	if !late {
		return nil
	}
	t := &w.tarjan
	if t.ring == nil {
		n := len(w.g.names)
		*t = tarjan{w: w, ring: make([]int32, n), low: make([]int32, n), index: make([]int32, n)}
	}
	for _, n := range w.sure.members {
		t.ring[n], t.index[n] = 0, 0
	}
	t.count, t.rings = 0, 0
	for _, n := range w.sure.members {
		if t.index[n] == 0 {
			t.visit(n)
		}
	}
	return t.ring
}

type tarjan struct {
	w                *work
	ring, low, index []int32 // 0 is not yet
	stack            []int32
	count, rings     int32
}

// visit walks from an entity to its blocked owners, and on to theirs. The listed are
// ends: nobody makes them blocked. A closed component takes its number as the ring.
func (t *tarjan) visit(root int32) {
	type frame struct{ n, edge int32 }
	g := t.w.g
	var frames []frame
	enter := func(n int32) {
		t.count++
		t.index[n], t.low[n] = t.count, t.count
		t.stack = append(t.stack, n)
		edge := g.in[n]
		if t.w.sure.step[n] == 1 {
			edge = g.in[n+1]
		}
		frames = append(frames, frame{n, edge})
	}
	enter(root)
	for len(frames) > 0 {
		f := &frames[len(frames)-1]
		if f.edge < g.in[f.n+1] {
			i := f.edge
			f.edge++
			if !t.w.counts(i) {
				continue
			}
			switch o := g.edges[i].owner; {
			case t.index[o] == 0:
				enter(o)
			case t.ring[o] == 0:
				t.low[f.n] = min(t.low[f.n], t.index[o])
			}
			continue
		}
		n := f.n
		frames = frames[:len(frames)-1]
		if len(frames) > 0 {
			up := frames[len(frames)-1].n
			t.low[up] = min(t.low[up], t.low[n])
		}
		if t.low[n] != t.index[n] {
			continue
		}
		t.rings++
		for {
			m := t.stack[len(t.stack)-1]
			t.stack = t.stack[:len(t.stack)-1]
			t.ring[m] = t.rings
			if m == n {
				break
			}
		}
	}
}
