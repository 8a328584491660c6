package lines

import (
	"bytes"
	"context"
	"errors"
	"io"
	"sync"
)

const (
	// Blocks are as large as a cache is fond of, and of many workers smaller, so that those
	// under way have a bounded size.
	mostBlock, leastBlock, allBlocks = 4 << 20, 256 << 10, 64 << 20
	// The first blocks are small, so that a small file costs little memory.
	firstBlock = 64 << 10
	// longest is the longest record: a file whose quotes do not close is refused, not read
	// to its end.
	longest = 16 << 20
)

// reader cuts a file into blocks of whole records.
type reader struct {
	in       io.Reader
	progress func(int64)
	most     int    // of a block
	size     int    // of the next block, which grows to the most
	rest     []byte // what was read beyond the last block
	read     int64
	line     int
	ended    bool

	mu    sync.Mutex
	spare [][]byte
}

func newReader(in io.Reader, workers int, progress func(int64)) *reader {
	return &reader{
		in: in, progress: progress, most: min(max(allBlocks/(4*workers), leastBlock), mostBlock),
		size: firstBlock,
	}
}

// free gives the bytes of a block back.
func (r *reader) free(b []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.spare = append(r.spare, b[:0])
}

func (r *reader) buffer() []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	for n := len(r.spare); n > 0; n-- {
		b := r.spare[n-1]
		r.spare = r.spare[:n-1]
		if cap(b) >= r.size || r.ended {
			return b
		}
	}
	b := make([]byte, 0, r.size)
	r.size = min(4*r.size, r.most)
	return b
}

// header reads the first record.
func (r *reader) header() (*header, error) {
	b, err := r.next()
	if errors.Is(err, io.EOF) {
		return nil, &HeaderError{1, "the file is empty"}
	}
	if err != nil {
		return nil, err
	}
	end := bytes.IndexByte(b.data, '\n')
	h, err := parseHeader(bytes.TrimSuffix(b.data[:end], []byte{'\r'}))
	if err != nil {
		return nil, err
	}
	// The records behind the header are read again, in front of what follows.
	behind := b.data[end+1:]
	r.rest = append(bytes.Clone(behind), r.rest...)
	r.line = 1
	r.free(b.data)
	return h, nil
}

// blocks sends the blocks of the file, to their order first, until its end or that of the
// context.
func (r *reader) blocks(ctx context.Context, jobs, order chan<- *block) error {
	defer close(order)
	defer close(jobs)
	for {
		b, err := r.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		for _, to := range []chan<- *block{order, jobs} {
			select {
			case to <- b:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if r.progress != nil && ctx.Err() == nil {
			r.progress(r.read)
		}
	}
}

// next is the next block, or io.EOF.
func (r *reader) next() (*block, error) {
	data := append(r.buffer(), r.rest...)
	r.rest = r.rest[:0]
	for {
		for !r.ended && len(data) < cap(data) {
			n, err := r.in.Read(data[len(data):min(cap(data), len(data)+1<<20)])
			data = data[:len(data)+n]
			r.read += int64(n)
			if errors.Is(err, io.EOF) {
				r.ended = true
			} else if err != nil {
				return nil, err
			}
		}
		if r.ended {
			if len(data) == 0 {
				return nil, io.EOF
			}
			if data[len(data)-1] != '\n' {
				data = append(data, '\n')
			}
			return r.cut(data, len(data)), nil
		}
		if n := wholeRecords(data); n > 0 {
			return r.cut(data, n), nil
		}
		if len(data) > longest {
			return nil, &HeaderError{r.line + 1, "a record of more than 16 MB: a quote that is not closed, or no CSV file"}
		}
		data = append(make([]byte, 0, 2*cap(data)), data...)
	}
}

// cut makes a block of the first n bytes and keeps the rest.
func (r *reader) cut(data []byte, n int) *block {
	r.rest = append(r.rest[:0], data[n:]...)
	b := &block{data: data[:n], line: r.line + 1, final: make(chan *done, 1)}
	r.line += bytes.Count(data[:n], []byte{'\n'})
	return b
}
