// Command generate writes the tables of package world from a folder of raw material with
// models/liberation2025: BACI of 2023 summed up to countries, and GDP.
//
//	go run ./trade/equilibrium/world/generate -data DIR [-out DIR]
package main

import (
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	data := flag.String("data", "../shared/data", "`folder` of the raw material")
	out := flag.String("out", "trade/equilibrium/world", "`folder` for the tables")
	flag.Parse()
	trade, gdp, err := Tables(*data)
	if err == nil {
		err = os.WriteFile(filepath.Join(*out, "trade.txt"), []byte(trade), 0o644)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(*out, "gdp.txt"), []byte(gdp), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// Tables are the texts of trade.txt and gdp.txt.
func Tables(data string) (trade, gdp string, err error) {
	countries, err := rows(filepath.Join(data, "models", "liberation2025", "countries.csv"))
	if err != nil {
		return "", "", err
	}
	var b strings.Builder
	for _, c := range countries[1:] {
		fmt.Fprintf(&b, "%s %s\n", c[0], c[2])
	}
	gdp = b.String()
	flows, err := rows(filepath.Join(data, "models", "liberation2025", "trade_2023_kusd.csv"))
	if err != nil {
		return "", "", err
	}
	b.Reset()
	for _, row := range flows[1:] {
		b.WriteString(row[0])
		for j, cell := range row[1:] {
			v, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				return "", "", fmt.Errorf("%s to %s: %w", row[0], flows[0][j+1], err)
			}
			if dollars := math.Round(1000 * v); dollars > 0 {
				fmt.Fprintf(&b, " %s %.0f", flows[0][j+1], dollars)
			}
		}
		b.WriteString("\n")
	}
	return b.String(), gdp, nil
}

func rows(file string) ([][]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return csv.NewReader(f).ReadAll()
}
