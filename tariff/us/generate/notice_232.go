package main

import (
	"fmt"
	"io/fs"
	"strings"
)

// inclusionNotice is FR Doc. 2025-15819: the derivatives of 18 August 2025, printed in
// three columns, which begin at these places of a line.
const inclusionNotice = "us-notes/2025-15819.txt"

var noticeColumns = []int{0, 102, 156}

// noticeText reads the notice column by column, page by page.
func noticeText(data fs.FS) (string, error) {
	raw, err := fs.ReadFile(data, inclusionNotice)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	for _, page := range strings.Split(string(raw), "VerDate") {
		for i, from := range noticeColumns {
			for line := range strings.Lines(page) {
				runes := []rune(strings.TrimRight(line, "\n"))
				to := len(runes)
				if i+1 < len(noticeColumns) {
					to = min(to, noticeColumns[i+1])
				}
				if from < to {
					text.WriteString(strings.TrimSpace(string(runes[from:to])) + " ")
				}
			}
		}
	}
	return text.String(), nil
}

// between is the text after one wording up to the next of another.
func between(text, start, end string) (string, error) {
	_, rest, found := strings.Cut(text, start)
	if !found {
		return "", fmt.Errorf("%s: no %q", inclusionNotice, start)
	}
	inside, _, _ := strings.Cut(rest, end)
	return inside, nil
}
