package ownership

// Each error names its class in one word, which sanctions.ErrorCode gives and
// sanctions.ErrorCodes lists.

// ErrorCode is "unknown_rule".
func (e *RuleError) ErrorCode() string { return "unknown_rule" }

// ErrorCode is "bad_variant".
func (e *VariantError) ErrorCode() string { return "bad_variant" }

// ErrorCode is "bad_edges".
func (e *InputError) ErrorCode() string { return "bad_edges" }

// ErrorCode is "bad_edges".
func (e *EdgeError) ErrorCode() string { return "bad_edges" }

// ErrorCode is "bad_edges".
func (e *ShareError) ErrorCode() string { return "bad_edges" }

// ErrorCode is "bad_edges".
func (e *RowError) ErrorCode() string { return "bad_edges" }

// ErrorCode is "bad_edges".
func (e *LineError) ErrorCode() string { return "bad_edges" }

// ErrorCode is "bad_share".
func (e *PercentError) ErrorCode() string { return "bad_share" }

// ErrorCode is "bad_listed".
func (e *ListedError) ErrorCode() string { return "bad_listed" }

// ErrorCode is "near_match".
func (e *NearError) ErrorCode() string { return "near_match" }

// ErrorCode is "too_large".
func (e *SizeError) ErrorCode() string { return "too_large" }
