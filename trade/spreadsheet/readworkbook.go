package spreadsheet

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// SheetInfo describes one sheet of a document.
type SheetInfo struct {
	Name string // "" for the one sheet of a CSV file
	// Visibility is "visible", "hidden" (a person can bring it back) or "very hidden" (only
	// a program can).
	Visibility string
}

// DefinedName is a name that a workbook gives to a formula, mostly to a range.
type DefinedName struct {
	Name   string
	Sheet  string // the sheet on which alone it holds, or ""
	Text   string // "Flows!$A$1:$G$20"
	Hidden bool
}

// workbook is what the main part of a package says.
type book struct {
	part     string
	sheets   []SheetInfo
	parts    []string // of the sheets
	names    []DefinedName
	date1904 bool
	styles   []shows // by cell format
	strings  string  // the part of the shared strings, or ""
}

const (
	maxSheets = 10_000
	maxNames  = 200_000
)

// The content types of the main part of a workbook, with macros and without,
// as a workbook and as a template.
var mainTypes = map[string]bool{
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml":    true,
	"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": true,
	"application/vnd.ms-excel.sheet.macroenabled.main+xml":                          true,
	"application/vnd.ms-excel.template.macroenabled.main+xml":                       true,
	"application/vnd.ms-excel.addin.macroenabled.main+xml":                          true,
}

// checkType refuses a part of another type than it must have.
func checkType(t *partTypes, part, word string) error {
	if got := t.of(part); !strings.EqualFold(got,
		"application/vnd.openxmlformats-officedocument.spreadsheetml."+word+"+xml") {
		return refuseText(codeStructure, part, "the package gives this part the type "+got+", not that of "+word+repairHint)
	}
	return nil
}

// readWorkbook follows the references from the package to its sheets.
func readWorkbook(a *archive, l Limits) (*book, error) {
	types, err := a.types(l)
	if err != nil {
		return nil, err
	}
	w := &book{}
	top, err := a.relations("", l)
	if err != nil {
		return nil, err
	}
	for _, r := range top {
		if r.kind == "officeDocument" && !r.external {
			if w.part != "" {
				return nil, refuse(codeStructure, "the package holds two main parts"+repairHint)
			}
			w.part = r.target
		}
	}
	if w.part == "" {
		return nil, refuse(codeMissingPart, "the package does not say which part is the workbook"+repairHint)
	}
	if a.find(w.part) != nil && !mainTypes[types.of(w.part)] {
		return nil, refuseText(codeStructure, types.of(w.part),
			"the main part of the package has this type, which is not that of a workbook"+repairHint)
	}
	ids, err := w.readMain(a, l)
	if err != nil {
		return nil, err
	}
	return w, w.follow(a, types, ids, l)
}

// readMain reads the main part and returns the references of the sheets.
func (w *book) readMain(a *archive, l Limits) ([]string, error) {
	x, err := a.scan(w.part, l)
	if err != nil {
		return nil, err
	}
	if err := x.root("workbook"); err != nil {
		return nil, err
	}
	var ids []string
	for {
		token, err := x.next()
		switch {
		case err != nil:
			return nil, err
		case token == tokenEnd:
			for i, n := range w.names {
				if n.Sheet != "" {
					local, ok := parseIndex([]byte(n.Sheet))
					if !ok || local >= len(w.sheets) {
						return nil, refuseText(codeStructure, n.Name, "this name belongs to a sheet that is not there"+repairHint)
					}
					w.names[i].Sheet = w.sheets[local].Name
				}
			}
			return ids, nil
		case token != tokenOpen:
			continue
		case x.is("workbookPr") && x.depth() == 2:
			if w.date1904, err = x.flag("date1904"); err != nil {
				return nil, err
			}
		case x.is("sheet") && x.depth() == 3:
			id, err := w.addSheet(x)
			if err != nil {
				return nil, err
			}
			ids = append(ids, id)
		case x.is("definedName") && x.depth() == 3:
			if err := w.addName(x, l); err != nil {
				return nil, err
			}
		}
	}
}

// addSheet reads one entry of the list of sheets and returns its reference.
func (w *book) addSheet(x *xmlScanner) (string, error) {
	name, _ := x.attr("name")
	id, _ := x.attrIn(spaceRelations, "id")
	sheet := SheetInfo{Name: string(unescape(append([]byte(nil), name...), 0))}
	state, _ := x.attr("state")
	switch string(state) {
	case "", "visible":
		sheet.Visibility = "visible"
	case "hidden":
		sheet.Visibility = "hidden"
	case "veryHidden":
		sheet.Visibility = "very hidden"
	default:
		return "", refuseText(codeStructure, string(state), "a sheet has this visibility, which does not exist"+repairHint)
	}
	if sheet.Name == "" || len(id) == 0 {
		return "", refuseText(codeStructure, sheet.Name, "a sheet has no name or no content"+repairHint)
	}
	if len(w.sheets) == maxSheets {
		return "", refuse(codeLimit, fmt.Sprintf("the workbook has more than %d sheets", maxSheets))
	}
	w.sheets = append(w.sheets, sheet)
	return string(id), nil
}

// addName reads a defined name; the number of its sheet stands in for the name
// until all sheets are known.
func (w *book) addName(x *xmlScanner, l Limits) error {
	if len(w.names) == maxNames {
		return refuse(codeLimit, fmt.Sprintf("the workbook has more than %d names", maxNames))
	}
	name, _ := x.attr("name")
	sheet, _ := x.attr("localSheetId")
	n := DefinedName{Name: string(name), Sheet: string(sheet)}
	var err error
	if n.Hidden, err = x.flag("hidden"); err != nil {
		return err
	}
	text, err := x.appendText(nil, 0, l.Text)
	n.Text = string(text)
	w.names = append(w.names, n)
	return err
}

// follow finds the parts of the sheets, the styles and the shared strings.
func (w *book) follow(a *archive, types *partTypes, ids []string, l Limits) error {
	list, err := a.relations(w.part, l)
	if err != nil {
		return err
	}
	byID := map[string]relation{}
	styles := ""
	for _, r := range list {
		byID[r.id] = r
		switch {
		case r.external:
		case r.kind == "styles":
			styles = r.target
		case r.kind == "sharedStrings":
			if w.strings != "" {
				return refuse(codeStructure, "the workbook has shared strings twice"+repairHint)
			}
			w.strings = r.target
		}
	}
	if err := w.placeSheets(a, types, ids, byID); err != nil {
		return err
	}
	if w.strings != "" {
		if a.find(w.strings) == nil {
			return refuseText(codeMissingPart, w.strings, "the shared strings are not in the package"+repairHint)
		}
		if err := checkType(types, w.strings, "sharedStrings"); err != nil {
			return err
		}
	}
	if styles == "" {
		return nil
	}
	if err := checkType(types, styles, "styles"); err != nil {
		return err
	}
	x, err := a.scan(styles, l)
	if err != nil {
		return err
	}
	w.styles, err = readStyles(x, l)
	return err
}

// placeSheets finds the parts of the sheets, and leaves out those without cells.
func (w *book) placeSheets(a *archive, types *partTypes, ids []string, byID map[string]relation) error {
	var kept []SheetInfo
	names, parts := map[string]bool{}, map[string]bool{}
	for i, sheet := range w.sheets {
		r, ok := byID[ids[i]]
		if !ok || r.external {
			return refuseText(codeMissingPart, sheet.Name, "the content of this sheet is not in the package"+repairHint)
		}
		folded := grid.FoldName(sheet.Name)
		if names[folded] {
			return refuseText(codeStructure, sheet.Name, "two sheets have this name"+repairHint)
		}
		names[folded] = true
		switch r.kind {
		case "worksheet":
		case "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet":
			continue
		default:
			return refuseText(codeStructure, sheet.Name, "the content of this sheet is of the kind "+r.kind+repairHint)
		}
		if parts[partKey(r.target)] {
			return refuseText(codeStructure, sheet.Name, "this sheet has the content of another one"+repairHint)
		}
		parts[partKey(r.target)] = true
		if a.find(r.target) == nil {
			return refuseText(codeMissingPart, r.target,
				"the content of sheet "+grid.QuoteSheet(sheet.Name)+" is not in the package"+repairHint)
		}
		if err := checkType(types, r.target, "worksheet"); err != nil {
			return err
		}
		kept = append(kept, sheet)
		w.parts = append(w.parts, r.target)
	}
	if len(kept) == 0 {
		return refuse(codeNoSheet, "the workbook has no sheet with cells")
	}
	w.sheets = kept
	return nil
}
