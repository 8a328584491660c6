package shard

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Job is what all shards of one work have in common: the file, the law and the options. Two
// shards are added only if nothing of it differs, but for the names of files.
type Job struct {
	Program string  `json:"program"` // version and commit of the build
	Input   File    `json:"input"`
	Book    Book    `json:"book"`
	Files   []File  `json:"law_files,omitempty"` // of -book, -schedule, -law and -scenario, in this order
	Options Options `json:"options"`
}

// Book is the law that was asked, under the scenario.
type Book struct {
	Name       string         `json:"name"`
	Importer   trade.Country  `json:"importer,omitempty"`
	Currency   trade.Currency `json:"currency"`
	Edition    string         `json:"edition,omitempty"` // the newest of the schedule
	KnownUntil trade.Date     `json:"known_until,omitzero"`
	SHA256     string         `json:"sha256"` // of all that the book states
}

// Options are the flags that answers depend on, beside the law.
type Options struct {
	Rounding  string `json:"rounding,omitempty"`
	Hold      bool   `json:"hold,omitempty"`
	Rate      string `json:"rate,omitempty"`
	Scenario  string `json:"scenario,omitempty"`
	Published string `json:"as_published,omitempty"`
	By        string `json:"by,omitempty"`
}

// BookOf describes a book.
func BookOf(b *law.Book) (Book, error) {
	sum := sha256.New()
	if err := json.NewEncoder(sum).Encode(b); err != nil {
		return Book{}, err
	}
	out := Book{
		Name:       b.Name,
		Importer:   b.Importer,
		Currency:   b.Currency,
		KnownUntil: b.KnownUntil,
		SHA256:     hex.EncodeToString(sum.Sum(nil)),
	}
	if b.Schedule != nil && len(b.Schedule.Revisions) > 0 {
		out.Edition = b.Schedule.Revisions[len(b.Schedule.Revisions)-1].Name
	}
	return out, nil
}

// LawFiles are the files among what was named for the law, by their content, and what is no
// file: the name of a scenario. A folder is left out, because its content is that of the book.
func LawFiles(inputs []string) (files []File, scenario string, err error) {
	for _, path := range inputs {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			scenario = path
			continue
		case info.IsDir():
			continue
		}
		f, err := FileOf(path)
		if err != nil {
			return nil, "", err
		}
		f.Name = filepath.Base(path)
		files = append(files, f)
	}
	return files, scenario, nil
}

// Program is the build at hand.
func Program() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	out := info.Main.Version
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			out += " " + s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			out += " modified"
		}
	}
	return out
}

// difference is the first thing that two jobs do not share, and what each says of it.
func (j *Job) difference(o *Job) (what, one, other string, differ bool) {
	type thing struct{ what, one, other string }
	things := []thing{
		{"the input", j.Input.SHA256, o.Input.SHA256},
		{"the importer of the book", string(j.Book.Importer), string(o.Book.Importer)},
		{"the edition of the book", j.Book.Edition, o.Book.Edition},
		{"the last day that the book knows", j.Book.KnownUntil.String(), o.Book.KnownUntil.String()},
		{"-scenario", j.Options.Scenario, o.Options.Scenario},
		{"-as-published", j.Options.Published, o.Options.Published},
		{"-rate", j.Options.Rate, o.Options.Rate},
		{"-hold", strconv.FormatBool(j.Options.Hold), strconv.FormatBool(o.Options.Hold)},
		{"-rounding", j.Options.Rounding, o.Options.Rounding},
		{"-by", j.Options.By, o.Options.By},
		{"the number of files of law", strconv.Itoa(len(j.Files)), strconv.Itoa(len(o.Files))},
	}
	for i := range min(len(j.Files), len(o.Files)) {
		things = append(things, thing{"the file of law " + j.Files[i].Name, j.Files[i].SHA256, o.Files[i].SHA256})
	}
	things = append(
		things,
		thing{"the content of the book", j.Book.SHA256, o.Book.SHA256},
		thing{"the build of the program", j.Program, o.Program},
	)
	for _, t := range things {
		if t.one != t.other {
			return t.what, t.one, t.other, true
		}
	}
	return "", "", "", false
}

// Same reports whether two jobs are the same, whatever their files are called.
func (j *Job) Same(o *Job) bool {
	_, _, _, differ := j.difference(o)
	return !differ
}
