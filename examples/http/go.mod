module github.com/tradeshock/tradeshock/examples/http

go 1.26.0

require github.com/tradeshock/tradeshock v0.0.0

require github.com/shopspring/decimal v1.6.0 // indirect
