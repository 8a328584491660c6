package duty

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/examples/internal/shard"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/lines"
)

// sharding is the part of the program that assesses a part of a file.
type sharding struct {
	text, manifest string
	part           lines.Shard
}

func (s *sharding) flags(set *flag.FlagSet) {
	set.StringVar(
		&s.text,
		"shard",
		"",
		"with -lines: assess `i/n` of the rows, from 0/n to n-1/n: those that begin on line 2+i "+
			"of the file and on\nevery n-th line after it; JOB_COMPLETION_INDEX of Kubernetes counts so",
	)
	set.StringVar(
		&s.manifest,
		"manifest",
		"",
		"with -shard: write to this `file` what was done, for merge (default: that of -out with .json behind it)",
	)
}

// read reads the flags.
func (s *sharding) read(b *batch) error {
	if s.text == "" {
		if s.manifest != "" {
			return errors.New("-manifest goes with -shard")
		}
		return nil
	}
	first, second, _ := strings.Cut(s.text, "/")
	i, err := strconv.Atoi(first)
	of, err2 := strconv.Atoi(second)
	if err != nil || err2 != nil || of < 1 || of > 1_000_000 || i < 0 || i >= of {
		return fmt.Errorf("-shard %q: state i/n, from 0/8 to 7/8 for eight shards", s.text)
	}
	s.part = lines.Shard{Index: i, Of: of}
	switch {
	case b.lines == "-":
		return errors.New("-shard needs a file in -lines, which every shard reads, and not standard input")
	case s.manifest == "" && b.out == "":
		return errors.New("-shard needs -out or -manifest, where what was done is written")
	case s.manifest == "":
		s.manifest = b.out + ".json"
	}
	if s.manifest == b.out || s.manifest == b.rejects {
		return errors.New("-manifest names the file of -out or -rejects")
	}
	return nil
}

// work is what is known of a shard on its way; nothing of a file that is read whole.
type work struct {
	sharded         bool
	engine          *tariff.Engine
	job             shard.Job
	input           *shard.Sum
	output, rejects *shard.Sum
}

// begin finds out what the work is, and whether it was done before.
func (s *sharding) begin(ctx context.Context, o *options, b *batch) (*work, *shard.Manifest, error) {
	w := &work{}
	if s.text == "" {
		return w, nil, nil
	}
	file := program.Output{
		Path: s.manifest, Flag: "-manifest", Inputs: append(o.law.Inputs(), b.lines), Force: b.force,
		Made: madeManifest,
	}
	if err := file.Check(); err != nil {
		return nil, nil, err
	}
	var err error
	if w.engine, _, err = o.engine(ctx); err != nil {
		return nil, nil, err
	}
	w.sharded, w.input = true, shard.NewSum()
	w.job.Program = shard.Program()
	w.job.Options = shard.Options{
		Rounding:  o.rounding,
		Hold:      o.law.Hold,
		Rate:      o.rate,
		Published: o.law.Published,
		By:        b.by,
	}
	if w.job.Book, err = shard.BookOf(w.engine.Book()); err != nil {
		return nil, nil, err
	}
	if w.job.Files, w.job.Options.Scenario, err = shard.LawFiles(o.law.Inputs()); err != nil {
		return nil, nil, err
	}
	done, err := s.before(w, b)
	return w, done, err
}

// before is the manifest of the same shard of the same work, if it and all that it wrote
// are there. What is there of another work is written over.
func (s *sharding) before(w *work, b *batch) (*shard.Manifest, error) {
	m, err := shard.Read(s.manifest)
	if err != nil || m.Shard != s.part.Index || m.Of != s.part.Of {
		return nil, nil
	}
	for _, f := range []struct {
		path string
		was  *shard.File
	}{{b.out, m.Output}, {b.rejects, m.Rejects}} {
		if f.path == "" {
			continue
		}
		if is, err := shard.FileOf(f.path); err != nil || f.was == nil || !f.was.Same(is) {
			return nil, nil
		}
	}
	job := w.job
	if job.Input, err = shard.FileOf(b.lines); err != nil {
		return nil, err
	}
	if !m.Job.Same(&job) {
		return nil, nil
	}
	return m, nil
}

// madeManifest recognises the manifest of an earlier run, also a damaged one.
func madeManifest(f *os.File) bool {
	head := make([]byte, 64)
	n, _ := io.ReadFull(f, head)
	return strings.Contains(string(head[:n]), `"schema": "tradeshock/shard/`)
}

// read hashes what is read.
func (w *work) read(in io.Reader) io.Reader {
	if !w.sharded {
		return in
	}
	return io.TeeReader(in, w.input)
}

// watch hashes what is written.
func (w *work) watch(out io.Writer, sum **shard.Sum) io.Writer {
	if !w.sharded || out == nil {
		return out
	}
	*sum = shard.NewSum()
	return io.MultiWriter(out, *sum)
}

// end writes the manifest, when all else is written.
func (w *work) end(b *batch, r *lines.Result) error {
	if !w.sharded {
		return nil
	}
	w.job.Input = w.input.File(filepath.Base(b.lines))
	m := shard.Of(b.shard.part, w.job, r)
	for _, f := range []struct {
		path string
		sum  *shard.Sum
		to   **shard.File
	}{{b.out, w.output, &m.Output}, {b.rejects, w.rejects, &m.Rejects}} {
		if f.sum != nil {
			file := f.sum.File(filepath.Base(f.path))
			*f.to = &file
		}
	}
	return m.Write(b.shard.manifest)
}
