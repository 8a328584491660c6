package sanctions_test

import (
	"fmt"

	"github.com/tradeshock/tradeshock/sanctions"
)

// A regime by its code; what is none says so, and its class in one word.
func ExampleParseRegime() {
	regime, err := sanctions.ParseRegime("eu")
	fmt.Println(regime, err)
	_, err = sanctions.ParseRegime("FR")
	fmt.Println(sanctions.ErrorCode(err))
	// Output:
	// EU <nil>
	// unknown_regime
}
