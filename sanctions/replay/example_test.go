package replay_test

import (
	"fmt"

	"github.com/tradeshock/tradeshock/sanctions/replay"
)

// What was forecast of India's exports of all goods to the United States, and how far off it was, in
// percentage points. By hand: September 2025 to January 2026 came to 32.18 bn dollars, against 34.2564
// a year before: 6.06 percent less. Bloomberg's −60 was 53.94 too deep, GTRI's −30 23.94.
func ExampleCompare() {
	rows, outcome, err := replay.Compare()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("came", outcome.Change)
	for _, r := range rows {
		if r.Forecast.What == "all goods" {
			fmt.Println(r.Forecast.Who, r.Forecast.Low, r.Low)
		}
	}
	// Output:
	// came -6.06
	// Bloomberg Economics -60 -53.94
	// Standard Chartered -50 -43.94
	// GTRI -30 -23.94
}
