package importers

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFive(t *testing.T) {
	var out, words bytes.Buffer
	assert.Zero(t, Run(context.Background(), []string{"-five"}, &out, &words), words.String())
	assert.Regexp(t, `CN +7 +4 +0`, out.String())
	assert.Contains(t, out.String(),
		"crude by share, the EU as one importer, CREA monthly analysis, PTI/New Indian Express 12 Dec 2025: rank 3 of 4 named")
	assert.Equal(t, 2, Run(context.Background(), []string{"-five", "-buyer", "IN"}, &out, &words))
	assert.Equal(t, 1, Run(context.Background(), []string{"-five", "-figures", "none.csv"}, &out, &words))
}
