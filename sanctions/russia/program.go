package russia

import (
	_ "embed"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions"
)

//go:embed program.csv
var programTable string

// Program is the table program.csv: who capped, banned, exempted, licensed or
// listed what around Russian oil, from when to when, by whose word, and until when
// that is known. Each call returns a program of its own.
func Program() (*sanctions.Program, error) {
	return sanctions.ReadProgram(strings.NewReader(programTable))
}

// ProgramRows is the number of rows of the table.
const ProgramRows = 169
