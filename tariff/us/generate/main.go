// Command generate writes the tables of facts of package us from a folder of raw
// material: the published schedules (hts/), the U.S. notes (us-notes/), the lists
// (us-policy/) and the changes after the last schedule (us-2026h2/). The same
// material gives the same bytes.
//
//	go run ./tariff/us/generate -data DIR [-out DIR]
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	data := flag.String("data", "../shared/data", "`folder` of the raw material")
	out := flag.String("out", "tariff/us/facts", "`folder` for the tables")
	flag.Parse()
	if err := generate(os.DirFS(*data), *out); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// topics are the lists by the file that makes them.
var topics = []func(fs.FS) ([]list, error){
	ieepaLists, laborLists, section232Lists, lists2026, section301Lists, originLists,
}

func generate(data fs.FS, out string) error {
	if err := os.MkdirAll(filepath.Join(out, "lists"), 0o755); err != nil {
		return err
	}
	tables, moves, numbers, err := scheduleTables(data)
	if err != nil {
		return err
	}
	for _, topic := range topics {
		lists, err := topic(data)
		if err != nil {
			return err
		}
		for i := range lists {
			if err := lists[i].follow(moves, numbers); err != nil {
				return err
			}
		}
		if err := writeLists(filepath.Join(out, "lists"), lists); err != nil {
			return err
		}
	}
	origins, err := originTables(data)
	if err != nil {
		return err
	}
	maps.Copy(tables, origins)
	shares, err := shareTables(data)
	if err != nil {
		return err
	}
	maps.Copy(tables, shares)
	if tables["safeguards.txt"], err = safeguardTable(data); err != nil {
		return err
	}
	if tables["seasons.txt"], err = seasonTable(data); err != nil {
		return err
	}
	for _, name := range sortedKeys(tables) {
		if err := os.WriteFile(filepath.Join(out, name), []byte(tables[name]), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
