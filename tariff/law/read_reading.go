package law

// openReading reads "reading NAME | question | collected": a text that is read in two ways.
func (r *reader) openReading(s *statement, c *cursor) {
	x := Reading{Name: c.part('|').prose(), Question: c.part('|').prose(), Collected: c.accept("collected")}
	c.finish()
	if x.Name == "" {
		c.fail(0, s.text, "a reading has a name: reading rest of derivatives | what the two readings are | collected")
		return
	}
	if r.stands("reading "+x.Name, s) {
		r.about.Readings = append(r.about.Readings, x)
	}
}

func readingText(x *Reading) string {
	collected := ""
	if x.Collected {
		collected = "collected"
	}
	return bars("reading", field(x.Name), field(x.Question), collected)
}

// takeReadings adds readings to a book; one that the book has is taken anew.
func takeReadings(b *Book, readings []Reading) {
	out := append([]Reading(nil), b.Readings...)
next:
	for _, x := range readings {
		for i := range out {
			if out[i].Name == x.Name {
				out[i] = x
				continue next
			}
		}
		out = append(out, x)
	}
	b.Readings = out
}
