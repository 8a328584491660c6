package equilibrium

// Connected notes regions whose wages no flow ties to those of the first one, since nothing
// then determines their ratio. Without deficits (balanced) each must also sell to, and buy
// from, the rest, by way of others at least.
func (p *Problems) Connected(field string, names []string, sells func(from, to int) bool, balanced bool) {
	n := len(names)
	if n == 0 {
		return
	}
	flow := make([]bool, n*n)
	for i := range n {
		for j := range n {
			flow[i*n+j] = sells(i, j)
		}
	}
	linked := reach(n, func(i, j int) bool { return flow[i*n+j] || flow[j*n+i] })
	down := reach(n, func(i, j int) bool { return flow[i*n+j] })
	up := reach(n, func(i, j int) bool { return flow[j*n+i] })
	for i, name := range names {
		switch {
		case !linked[i]:
			p.Add("unconnected", field, 0, "solve them one by one", names[0], name)
		case balanced && (!down[i] || !up[i]):
			p.Add("unbalanced", field, 0,
				"exports without imports, or the reverse, have no equilibrium without deficits", names[0], name)
		}
	}
}

// reach marks what can be reached from the first.
func reach(n int, to func(i, j int) bool) []bool {
	seen := make([]bool, n)
	seen[0] = true
	for queue := []int{0}; len(queue) > 0; queue = queue[1:] {
		for j := range n {
			if !seen[j] && to(queue[0], j) {
				seen[j] = true
				queue = append(queue, j)
			}
		}
	}
	return seen
}
