package us

import "github.com/tradeshock/tradeshock/tariff"

func section232Measures() []tariff.Measure      { return nil }
func section201Measures() []tariff.Measure      { return nil }
func ieepaMeasures() []tariff.Measure           { return nil }
func section122Measures() []tariff.Measure      { return nil }
func section301LaborMeasures() []tariff.Measure { return nil }
func section232Choices() []tariff.Choice        { return nil }
func section201Choices() []tariff.Choice        { return nil }
func ieepaChoices() []tariff.Choice             { return nil }
func section122Choices() []tariff.Choice        { return nil }
func section301LaborChoices() []tariff.Choice   { return nil }
