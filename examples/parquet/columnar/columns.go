package columnar

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"github.com/tradeshock/tradeshock/examples/internal/rows"
)

// columnsOf are the columns of a file in the types that rows have, and the names of those
// that nothing reads. A file whose columns hold lists or records is refused.
func columnsOf(schema *parquet.Schema) (columns []rows.Column, unread []string, err error) {
	for _, f := range schema.Fields() {
		if !f.Leaf() || f.Repeated() {
			return nil, nil, fmt.Errorf("the column %q holds lists or records; one value to a row is read", f.Name())
		}
		name := strings.ToLower(strings.TrimSpace(f.Name()))
		switch {
		case name == "destination": // as files of flows have it
			name = "importer"
		case !slices.Contains(rows.Meanings, name):
			unread = append(unread, f.Name())
			name = "column " + f.Name() // never a meaning
		}
		columns = append(columns, rows.Column{Name: name, Type: typeOf(f), Nullable: f.Optional()})
	}
	columns, err = rows.Typed(columns)
	return columns, unread, err
}

// typeOf is the type of a column of Parquet as ClickHouse calls it.
func typeOf(n parquet.Node) string {
	t := n.Type()
	var logical any
	if l := t.LogicalType(); l != nil {
		logical = l.Value
	}
	d, isDecimal := logical.(*format.DecimalType)
	_, isDate := logical.(*format.DateType)
	_, isTime := logical.(*format.TimeType)
	_, isStamp := logical.(*format.TimestampType)
	i, isInt := logical.(*format.IntType)
	switch kind := t.Kind(); {
	case isTime || isStamp:
		return "DateTime64"
	case isDate:
		return "Date32"
	case isDecimal && kind == parquet.Int32:
		return fmt.Sprintf("Decimal32(%d)", d.Scale)
	case isDecimal && kind == parquet.Int64:
		return fmt.Sprintf("Decimal64(%d)", d.Scale)
	case isDecimal:
		return fmt.Sprintf("Decimal128(%d)", d.Scale)
	case isInt && !i.IsSigned && kind == parquet.Int32:
		return "UInt32"
	case isInt && !i.IsSigned:
		return "UInt64"
	case kind == parquet.Int32:
		return "Int32"
	case kind == parquet.Int64:
		return "Int64"
	case kind == parquet.Float:
		return "Float32"
	case kind == parquet.Double:
		return "Float64"
	case kind == parquet.ByteArray:
		return "String"
	}
	return t.String()
}

// field is a value as rows read it; scratch holds the bytes of a number.
func field(v parquet.Value, c *rows.Column, scratch *[16]byte) (f rows.Field) {
	switch {
	case v.IsNull():
		f.Null = true
	case c.Width() == 0:
		if k := v.Kind(); k == parquet.ByteArray || k == parquet.FixedLenByteArray {
			f.Text = v.ByteArray()
		} // what is no text has no meaning, and is carried through
	case v.Kind() == parquet.Int32:
		binary.LittleEndian.PutUint32(scratch[:], uint32(v.Int32()))
		f.Text = scratch[:c.Width()]
	case v.Kind() == parquet.Int64:
		binary.LittleEndian.PutUint64(scratch[:], uint64(v.Int64()))
		f.Text = scratch[:c.Width()]
	default: // a decimal, the highest byte first
		b := v.ByteArray()
		sign := byte(0)
		if len(b) > 0 && b[0]&0x80 != 0 {
			sign = 0xff
		}
		for i := range scratch {
			scratch[i] = sign
		}
		for i, x := range b {
			at := len(b) - 1 - i
			if at < len(scratch) {
				scratch[at] = x
			} else if x != sign {
				f.Wrong = "has more digits than any amount"
				return f
			}
		}
		// The sign of what was cut off must be that of what is left.
		if len(b) > len(scratch) && scratch[15]&0x80 != sign&0x80 {
			f.Wrong = "has more digits than any amount"
			return f
		}
		f.Text = scratch[:]
	}
	return f
}
