package check

// MaxTable is the size up to which a table is read, in bytes.
const MaxTable = 8 << 20
