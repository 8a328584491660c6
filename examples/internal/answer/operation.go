package answer

import (
	"context"
	"encoding/json"
)

// Operation is something that can be asked.
type Operation struct {
	// Name is a word for programs, Title a few words and Says some sentences for people and
	// agents who choose what to ask.
	Name, Title, Says string
	// Question and Answer are the shapes, as JSON Schemas of draft 2020-12.
	Question, Answer json.RawMessage
	// Ask answers a question with a JSON object, or with an error for ProblemOf.
	Ask func(ctx context.Context, books *Books, question []byte) (json.RawMessage, error)
}

// Limits bound what one question may ask for.
const (
	MaxBytes   = 4 << 20 // of a question
	MaxEntries = 10_000  // of a batch
	MaxPairs   = 2_000   // products × origins of a comparison
	MaxChanges = 2_000   // of the law, in one answer
	MaxResults = 100     // of a search
	MaxEdges   = 50_000  // of owners
)

// usualChanges are listed when a question states no limit: what an agent can still read.
const usualChanges = 50
