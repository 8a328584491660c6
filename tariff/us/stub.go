package us

import "github.com/tradeshock/tradeshock/tariff"

func section232Measures() []tariff.Measure { return nil }
func section201Measures() []tariff.Measure { return nil }
func section232Choices() []tariff.Choice   { return nil }
func section201Choices() []tariff.Choice   { return nil }
