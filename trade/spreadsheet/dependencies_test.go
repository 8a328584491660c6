package spreadsheet

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadingPullsLittle: a program that only reads links no writer of workbooks and no
// network.
func TestReadingPullsLittle(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command here")
	}
	list, err := exec.Command(goTool, "list", "-deps", ".").Output()
	require.NoError(t, err)
	deps := strings.Fields(string(list))
	assert.Contains(t, deps, "github.com/tradeshock/tradeshock/trade/internal/grid")
	for _, heavy := range []string{
		"github.com/xuri/excelize/v2", "net/http",
		"github.com/tradeshock/tradeshock/trade/workbook",
	} {
		assert.NotContains(t, deps, heavy)
	}
}
