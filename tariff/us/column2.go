package us

import "github.com/tradeshock/tradeshock/tariff"

// The rates that stand in place of column 2 for goods of Russia (U.S. note 30).

func russiaMeasures() []tariff.Measure {
	measure := func(heading, title, citation, duty, first, list string) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Column2, Program: "Russia", Title: title, Citation: citation,
			Origins: of("RU"), Products: listed(list), Stacking: tariff.Replaces, Terms: []tariff.Term{imposed(duty, from(first))},
			Exceptions: []tariff.Exception{chapter98Exception("30(a), 30(c)")},
		}
	}
	return []tariff.Measure{
		measure("9903.90.08", "goods of Russia, 35 % in place of column 2", "PP 10420; U.S. note 30(a), (b)", "35%", "2022-07-27", "russia_35"),
		measure("9903.90.09", "goods of Russia, 70 % in place of column 2", "PP 10523; U.S. note 30(c), (d)", "70%", "2023-04-01", "russia_70"),
	}
}
