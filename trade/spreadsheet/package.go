package spreadsheet

import (
	"io"
	"path"
	"strings"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// scan opens a part for scanning.
func (a *archive) scan(part string, l Limits) (*xmlScanner, error) {
	return a.scanThrough(part, l, func(from io.Reader, _ int64) io.Reader { return from })
}

// scanThrough does so and lets through look at the bytes on their way; it is told
// how many there are.
func (a *archive) scanThrough(part string, l Limits, through func(io.Reader, int64) io.Reader) (*xmlScanner, error) {
	e := a.find(part)
	if e == nil {
		return nil, refuseText(codeMissingPart, part, "this part of the workbook is not in the package"+repairHint)
	}
	text, err := xmlText(through(a.open(e), e.size))
	if err != nil {
		return nil, err
	}
	return newXMLScanner(text, e.size, l), nil
}

// relation is a reference from a part to another one.
type relation struct {
	id, kind, target string // kind is the last word of its type
	external         bool
}

// relations reads the references of a part ("" for the package). A part without
// any has no list.
func (a *archive) relations(part string, l Limits) ([]relation, error) {
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if part == "" {
		name = "_rels/.rels"
	}
	if a.find(name) == nil {
		return nil, nil
	}
	x, err := a.scan(name, l)
	if err != nil {
		return nil, err
	}
	if err := x.start(); err != nil {
		return nil, err
	}
	var list []relation
	seen := map[string]bool{}
	for {
		token, err := x.next()
		switch {
		case err != nil:
			return nil, err
		case token == tokenEnd:
			return list, nil
		case token != tokenOpen:
			continue
		case x.depth() == 1:
			if x.space != spacePackage || string(x.local) != "Relationships" {
				return nil, refuseText(codeStructure, name, "this part is not the list of references that it should be"+repairHint)
			}
			continue
		case x.space != spacePackage || string(x.local) != "Relationship":
			continue
		}
		id, _ := x.attr("Id")
		kind, _ := x.attr("Type")
		target, _ := x.attr("Target")
		mode, _ := x.attr("TargetMode")
		if seen[string(id)] || len(list) == l.Entries {
			return nil, refuseText(codeStructure, string(id), "the list of references "+name+" has this one twice"+repairHint)
		}
		seen[string(id)] = true
		r := relation{id: string(id), kind: relationKind(string(kind)), external: string(mode) == "External"}
		if !r.external {
			r.target = resolve(part, string(target))
		}
		list = append(list, r)
	}
}

// relationKind is the last word of a type of one of the families that the
// format defines; other families have none.
func relationKind(full string) string {
	for _, family := range []string{
		"http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
		"http://purl.oclc.org/ooxml/officeDocument/relationships/",
		"http://schemas.microsoft.com/office/2006/relationships/",
	} {
		if kind, ok := strings.CutPrefix(full, family); ok {
			return kind
		}
	}
	return ""
}

// resolve makes a part name from a target, which is relative to its source.
func resolve(source, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = "/" + path.Join(path.Dir("/"+source), target)
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// partTypes is the list of content types of a package.
type partTypes struct {
	byExtension map[string]string
	byPart      map[string]string
}

// of returns the type of a part, in lower case, or "".
func (t *partTypes) of(part string) string {
	if own, ok := t.byPart[partKey(part)]; ok {
		return own
	}
	return t.byExtension[strings.ToLower(strings.TrimPrefix(path.Ext(part), "."))]
}

// types reads the list of content types.
func (a *archive) types(l Limits) (*partTypes, error) {
	x, err := a.scan(grid.ContentTypes, l)
	if err != nil {
		return nil, err
	}
	if err := x.start(); err != nil {
		return nil, err
	}
	t := &partTypes{map[string]string{}, map[string]string{}}
	for {
		token, err := x.next()
		switch {
		case err != nil:
			return nil, err
		case token == tokenEnd:
			return t, nil
		case token != tokenOpen:
			continue
		case x.space != spaceContentTypes || x.depth() == 1 && string(x.local) != "Types":
			return nil, refuseText(codeStructure, grid.ContentTypes,
				"this part is not the list of content types that it should be"+repairHint)
		case x.depth() == 1:
			continue
		}
		kind, _ := x.attr("ContentType")
		if extension, ok := x.attr("Extension"); ok && string(x.local) == "Default" {
			t.byExtension[strings.ToLower(string(extension))] = strings.ToLower(string(kind))
		}
		if part, ok := x.attr("PartName"); ok && string(x.local) == "Override" {
			name := resolve("", string(part))
			if old, twice := t.byPart[partKey(name)]; twice && old != strings.ToLower(string(kind)) {
				return nil, refuseText(codeStructure, name, "the list of content types has this part twice"+repairHint)
			}
			t.byPart[partKey(name)] = strings.ToLower(string(kind))
		}
		if len(t.byPart)+len(t.byExtension) > l.Entries*2 {
			return nil, refuse(codeLimit, "the list of content types is too long")
		}
	}
}
