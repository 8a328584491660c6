package main

import (
	"testing"

	"github.com/tradeshock/tradeshock/tariff/internal/raw/rawtest"
)

func TestSameLists(t *testing.T) { rawtest.Same(t, "../law/lists.txt", generate) }
