package tariff

// Books and short names that tests outside of the package build with, too.
var (
	SuffixBook = suffixBook
	OnEveryone = onEveryone
	Named      = named
	CompileFor = compile
	Day        = day
)
