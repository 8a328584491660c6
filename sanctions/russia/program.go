package russia

import (
	_ "embed"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions/programme"
)

//go:embed program.csv
var programTable string

// Programme is the table program.csv: who capped, banned, exempted, licensed or
// listed what around Russian oil, from when to when, by whose word, and until when
// that is known. Each call returns a program of its own.
func Programme() (*programme.Programme, error) {
	return programme.Read(strings.NewReader(programTable))
}

// programmeRows is the number of rows of the table.
const programmeRows = 169
