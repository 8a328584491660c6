package tariff_test

import (
	"sync"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/us"
)

var usEngine = sync.OnceValue(func() *tariff.Engine {
	engine, err := tariff.Compile(us.Book())
	if err != nil {
		panic(err)
	}
	return engine
})

var usBatch = sync.OnceValue(func() *bulk.Batch {
	b, err := bulk.NewBatch(usEngine())
	if err != nil {
		panic(err)
	}
	return b
})
