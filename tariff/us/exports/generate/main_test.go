package main

import (
	"testing"

	"github.com/tradeshock/tradeshock/tariff/internal/raw/rawtest"
)

func TestTable(t *testing.T) { rawtest.Same(t, "../exports.txt", Table) }
