package answer

import (
	"context"
	"testing"
)

// BenchmarkAssess is one question of the service, with its reasons.
func BenchmarkAssess(b *testing.B) {
	books := NewBooks()
	if _, err := books.Engine(context.Background(), Law{}); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := assess(context.Background(), books, []byte(`{`+shirt+`}`)); err != nil {
			b.Fatal(err)
		}
	}
}
