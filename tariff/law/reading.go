package law

import "fmt"

// Reading is a text of the law that is read in two ways: by its letter, and as it is
// collected. The book takes one of them; an answer that the other would change says so,
// with the total under it. Exceptions belong to a reading by its name.
type Reading struct {
	Name     string `json:"name"`
	Question string `json:"question"`
	// Collected: the book takes the text as it is collected, and not by its letter.
	Collected bool `json:"collected,omitempty"`
}

// WithReading returns the book with a contested text taken as it is collected, or by its
// letter. The error names the readings of the book.
func (b *Book) WithReading(name string, collected bool) (*Book, error) {
	c := b.Clone()
	for i := range c.Readings {
		if c.Readings[i].Name == name {
			c.Readings[i].Collected = collected
			return c, nil
		}
	}
	names := make([]string, len(b.Readings))
	for i := range names {
		names[i] = b.Readings[i].Name
	}
	return nil, fmt.Errorf("the %s book has no contested text %q; it has %q", b.Name, name, names)
}
