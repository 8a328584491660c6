package bulk

// FewOutcomes lets the cells of a batch of one engine tell fewer outcomes apart, so that
// a test sees what happens when a book has more of them than half a word.
func (b *Batch) FewOutcomes(most uint32) { b.mask = most }
