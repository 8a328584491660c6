package workbook

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"slices"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// contentTypeList is the [Content_Types].xml part: what each part of the package
// holds, by the ending of its name or by the name itself.
type contentTypeList struct {
	Defaults  []contentTypeEntry `xml:"Default"`
	Overrides []contentTypeEntry `xml:"Override"`
}

// contentTypeEntry has either an extension or the name of a part.
type contentTypeEntry struct {
	Extension   string `xml:"Extension,attr"`
	PartName    string `xml:"PartName,attr"`
	ContentType string `xml:"ContentType,attr"`
}

// sortContentTypes writes the list anew in the order of the names. excelize adds
// the endings of pictures in a random order as soon as there is a chart.
func sortContentTypes(part []byte) ([]byte, error) {
	var list contentTypeList
	if err := xml.Unmarshal(part, &list); err != nil {
		return nil, fmt.Errorf("spreadsheet: excelize made an unreadable %s: %w", grid.ContentTypes, err)
	}
	b := []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`)
	entry := func(element, key, name, contentType string) {
		b = append(b, "<"+element+" "+key+`="`...)
		b = appendXML(b, name)
		b = append(b, `" ContentType="`...)
		b = appendXML(b, contentType)
		b = append(b, `"/>`...)
	}
	slices.SortFunc(list.Defaults, func(a, b contentTypeEntry) int { return cmp.Compare(a.Extension, b.Extension) })
	slices.SortFunc(list.Overrides, func(a, b contentTypeEntry) int { return cmp.Compare(a.PartName, b.PartName) })
	for _, d := range list.Defaults {
		entry("Default", "Extension", d.Extension, d.ContentType)
	}
	for _, o := range list.Overrides {
		entry("Override", "PartName", o.PartName, o.ContentType)
	}
	return append(b, "</Types>"...), nil
}
