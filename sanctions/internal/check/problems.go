package check

import (
	"errors"
	"fmt"
)

// Problems collects errors, keeps the first hundred and counts the rest.
type Problems struct {
	list []error
	more int
}

// Add keeps an error.
func (p *Problems) Add(err error) {
	if len(p.list) == 100 {
		p.more++
		return
	}
	p.list = append(p.list, err)
}

// Err is all that was added, nil for nothing.
func (p *Problems) Err() error {
	if p.more > 0 {
		return errors.Join(append(p.list[:len(p.list):len(p.list)], fmt.Errorf("and %d more", p.more))...)
	}
	return errors.Join(p.list...)
}
