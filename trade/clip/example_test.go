package clip_test

import (
	"fmt"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// A name of three characters of three bytes each, cut to four bytes: no half character is left.
func ExampleTo() {
	fmt.Println(clip.To("美国石", 4), clip.To("oil", 4))
	// Output: 美… oil
}
