package secondary

import (
	"encoding/json"

	"github.com/shopspring/decimal"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
)

type plainExposure Exposure

type exposureJSON struct {
	*plainExposure
	Value  *decimal.Decimal `json:"value"`
	Volume *decimal.Decimal `json:"volume"`
}

// MarshalJSON writes null for a value and a volume that no purchase states.
func (x Exposure) MarshalJSON() ([]byte, error) {
	n := x.Direct + x.Indirect
	return json.Marshal(exposureJSON{
		(*plainExposure)(&x), check.Known(x.Value, n > x.WithoutValue),
		check.Known(x.Volume, n > x.WithoutVolume),
	})
}

// UnmarshalJSON reads the form of MarshalJSON.
func (x *Exposure) UnmarshalJSON(b []byte) error {
	out := Exposure{}
	read := exposureJSON{plainExposure: (*plainExposure)(&out)}
	if err := json.Unmarshal(b, &read); err != nil {
		return err
	}
	out.Value, out.Volume = check.Value(read.Value), check.Value(read.Volume)
	*x = out
	return nil
}

type plainDependence Dependence

type dependenceJSON struct {
	*plainDependence
	Share *decimal.Decimal `json:"share"`
}

// MarshalJSON writes null for a share of nothing.
func (d Dependence) MarshalJSON() ([]byte, error) {
	return json.Marshal(dependenceJSON{(*plainDependence)(&d), check.Known(d.Share, d.OK)})
}

// UnmarshalJSON reads the form of MarshalJSON.
func (d *Dependence) UnmarshalJSON(b []byte) error {
	out := Dependence{}
	read := dependenceJSON{plainDependence: (*plainDependence)(&out)}
	if err := json.Unmarshal(b, &read); err != nil {
		return err
	}
	out.Share = check.Value(read.Share)
	*d = out
	return nil
}
