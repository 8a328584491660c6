package scenariotest

import (
	"embed"
	"testing"

	"github.com/tradeshock/tradeshock/sanctions/scenariotest"
)

//go:embed scenarios
var scenarios embed.FS

func TestScenarios(t *testing.T) {
	scenariotest.Run(t, scenarios, "scenarios/*.txt", nil)
}
