package lines

// codes finds the code of a key that is not 0: a table of slots, each code in the first
// free one behind that of its key. It is never more than half full. A slot is four bytes,
// and the keys stand by code, the first seen and most used together: a line that looks up
// a product waits for the memory less often than with keys in the slots.
type codes struct {
	slots []uint32 // 1 + place in keys, 0 is free
	keys  []uint64
	codes []uint32
}

// start is the slot of a key: the top bits of a product with an odd number, which mix all
// its bits.
func (c *codes) start(key uint64) uint64 {
	return (key * 0x9E3779B97F4A7C15) >> 32 & uint64(len(c.slots)-1)
}

func (c *codes) find(key uint64) (code uint32, known bool) {
	mask := uint64(len(c.slots) - 1)
	for i := c.start(key); ; i = (i + 1) & mask {
		switch at := c.slots[i&mask]; {
		case at == 0:
			return 0, false
		case c.keys[at-1] == key:
			return c.codes[at-1], true
		}
	}
}

// add puts in a key that is not there.
func (c *codes) add(key uint64, code uint32) {
	c.keys, c.codes = append(c.keys, key), append(c.codes, code)
	if 2*len(c.keys) > len(c.slots) {
		c.slots = make([]uint32, 2*len(c.slots))
		for at := range c.keys[:len(c.keys)-1] {
			c.put(at)
		}
	}
	c.put(len(c.keys) - 1)
}

func (c *codes) put(at int) {
	mask := uint64(len(c.slots) - 1)
	i := c.start(c.keys[at])
	for c.slots[i] != 0 {
		i = (i + 1) & mask
	}
	c.slots[i] = uint32(at) + 1
}
