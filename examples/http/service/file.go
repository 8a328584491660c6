package service

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/answer"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// file assesses the rows of a CSV file: the same rows in the same order, with their duties
// behind them and, for a row without an answer, the code and the words of its error.
// What has no place in a table stands in the headers: columns that were not read, and goods that
// need a licence.
func (s *service) file(ctx context.Context, q question, header http.Header) ([]byte, error) {
	if rows := bytes.Count(q.rows, []byte("\n")); rows > s.MaxRows {
		return nil, answer.Refuse("too_many", "the file has about %d rows; one request may have %d, so send it in parts",
			rows, s.MaxRows)
	}
	var law answer.Law
	if err := json.Unmarshal(q.json, &law); err != nil {
		return nil, err
	}
	engine, err := s.books.Engine(ctx, law)
	if err != nil {
		return nil, err
	}
	batch, err := bulk.NewBatch(engine)
	if err != nil {
		return nil, err
	}
	var rejects []lines.Reject
	opts := lines.Options{Workers: 1, OnReject: func(r lines.Reject) error {
		rejects = append(rejects, r)
		return nil
	}}
	var out bytes.Buffer
	result, err := lines.Assess(ctx, batch, bytes.NewReader(q.rows), &out, opts)
	if wrongHeader := (*lines.HeaderError)(nil); errors.As(err, &wrongHeader) {
		return nil, wrong(wrongHeader.Error())
	}
	if err != nil {
		return nil, err
	}
	if len(result.Unread) > 0 {
		header.Set("Tradeshock-Columns-Not-Read", ascii(strings.Join(result.Unread, ", ")))
	}
	if result.Embargoed > 0 {
		said := fmt.Sprintf("%d rows (%s)", result.Embargoed, strings.Join(result.Embargoes, "; "))
		header.Set("Tradeshock-Need-A-Licence", ascii(said))
	}
	return withErrors(out.Bytes(), rejects)
}

// ascii is a text of somebody else as part of a header, on one line and not long.
func ascii(text string) string {
	text = strconv.QuoteToASCII(clip.Text(text))
	return text[1 : len(text)-1]
}

// withErrors puts the errors behind the rows. The rows without a duty are the rejected ones,
// in the same order.
func withErrors(table []byte, rejects []lines.Reject) ([]byte, error) {
	in := csv.NewReader(bytes.NewReader(table))
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	head, err := in.Read()
	if err != nil {
		return nil, err
	}
	const duties = 4 // total_duty,effective_rate,base_duty,additional_duty
	_ = w.Write(append(head, "code", "message"))
	in.FieldsPerRecord = -1
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		code, message := "", ""
		if len(row) < duties || row[len(row)-duties] == "" {
			if len(rejects) == 0 {
				return nil, errors.New("a row has neither a duty nor an error")
			}
			code, message = rejects[0].Code, strings.ReplaceAll(rejects[0].Err.Error(), "\n", "; ")
			rejects = rejects[1:]
		}
		for len(row) < len(head) {
			row = append(row, "")
		}
		_ = w.Write(append(row, code, message))
	}
	if len(rejects) > 0 {
		return nil, errors.New("an error has no row")
	}
	w.Flush()
	return out.Bytes(), w.Error()
}
