package columnar

import (
	"io"

	"github.com/parquet-go/parquet-go"
)

// named is a column of a file.
type named struct {
	name string
	node parquet.Node
}

// ordered is a group whose columns stand in the order given; that of the library sorts them.
type ordered struct {
	parquet.Group
	fields []parquet.Field
}

func (o *ordered) Fields() []parquet.Field { return o.fields }

// schemaOf is the schema of columns in an order.
func schemaOf(name string, columns []named) *parquet.Schema {
	group := parquet.Group{}
	for _, c := range columns {
		group[c.name] = c.node
	}
	sorted := map[string]parquet.Field{}
	for _, f := range group.Fields() {
		sorted[f.Name()] = f
	}
	o := &ordered{Group: group}
	for _, c := range columns {
		o.fields = append(o.fields, sorted[c.name])
	}
	return parquet.NewSchema(name, o)
}

// newWriter writes rows of a schema, in groups so that memory is bounded.
func newWriter(w io.Writer, schema *parquet.Schema, about string) *parquet.GenericWriter[any] {
	return parquet.NewGenericWriter[any](w, schema, parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(1<<18),
		parquet.CreatedBy("tradeshock", "", ""), parquet.KeyValueMetadata("tradeshock", about))
}
