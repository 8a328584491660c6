package lines

// codes finds the code of a key that is not 0: a table of slots, each key in the first
// free one behind its own. It is never more than half full.
type codes struct {
	slots []slot
	used  int
}

type slot struct {
	key  uint64
	code uint32
}

// start is the slot of a key: the top bits of a product with an odd number, which mix all
// its bits.
func (c *codes) start(key uint64) uint64 {
	return (key * 0x9E3779B97F4A7C15) >> 32 & uint64(len(c.slots)-1)
}

func (c *codes) find(key uint64) (code uint32, known bool) {
	mask := uint64(len(c.slots) - 1)
	for i := c.start(key); ; i = (i + 1) & mask {
		switch s := &c.slots[i&mask]; s.key {
		case key:
			return s.code, true
		case 0:
			return 0, false
		}
	}
}

// add puts in a key that is not there.
func (c *codes) add(key uint64, code uint32) {
	if c.used++; 2*c.used > len(c.slots) {
		old := c.slots
		c.slots = make([]slot, 2*len(old))
		for _, s := range old {
			if s.key != 0 {
				c.put(s)
			}
		}
	}
	c.put(slot{key, code})
}

func (c *codes) put(s slot) {
	mask := uint64(len(c.slots) - 1)
	i := c.start(s.key)
	for c.slots[i].key != 0 {
		i = (i + 1) & mask
	}
	c.slots[i] = s
}
