package words_test

import (
	"errors"
	"fmt"

	"github.com/tradeshock/tradeshock/tariff/us/words"
)

// Everyday words, in any spelling.
func ExampleSearch() {
	for _, query := range []string{"smart phone", "bicycle tyres", "cheap e-bike made in China"} {
		best := words.Search(query, 1)[0]
		fmt.Printf("%s: %s %s\n", query, best.Number, best.Text)
	}
	// Output:
	// smart phone: 8517.13.00.00 Smartphones
	// bicycle tyres: 4011.50.00.00 Of a kind used on bicycles
	// cheap e-bike made in China: 8711.60.00.50 Of an output not exceeding 250 W
}

// The tree below a heading.
func ExampleBrowse() {
	page, err := words.Browse("8711.60")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(page.Number, page.Text)
	for _, e := range page.Below {
		fmt.Println(e.Number, e.Text)
	}
	_, err = words.Browse("6109.10.00.13")
	var wrong *words.CodeError
	fmt.Println(errors.As(err, &wrong), wrong.Nearest[0].Number)
	// Output:
	// 8711.60.00 With electric motor for propulsion
	// 8711.60.00.50 Of an output not exceeding 250 W
	// 8711.60.00.90 Other
	// true 6109.10.00.12
}
